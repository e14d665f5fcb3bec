// Vocabularies of files: one token in each line, from this machine or an address, and what is no such file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readVocabulary } from '../../src/data/index.js';
import { layers } from '../../src/index.js';

const folder = mkdtempSync(join(tmpdir(), 'vocabulary-'));
const put = (name: string, text: string | Uint8Array) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const server = createServer((request, response) => {
  if (request.url !== '/tokens.txt') return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': 'text/plain' }).end('red\ngreen\n');
});
beforeAll(() => new Promise<void>((done) => void server.listen(0, '127.0.0.1', done)));
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});
const address = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

test('the lines of a file are tokens, whatever ends them; spaces are theirs, and special ones may stand in front', async () => {
  const path = put('colours.txt', '\uFEFFred\r\nlight green\r\n\r\n緑');
  expect(await readVocabulary(path)).toEqual(['red', 'light green', '', '緑']);
  expect(await readVocabulary(pathToFileURL(path))).toEqual(['red', 'light green', '', '緑']);
  const plain = put('plain.txt', '[UNK]\nred\ngreen\n');
  const known = layers.stringLookup({ vocabulary: await readVocabulary(plain) });
  expect(known.getVocabulary()).toEqual(['[UNK]', 'red', 'green']);
  const ids = layers.integerLookup({
    vocabulary: await readVocabulary(put('ids.txt', '12\n-36\n1138\n'), { integers: true }),
  });
  expect(ids.getVocabulary()).toEqual([-1, 12, -36, 1138]);
});

test('an address gives them too', async () => {
  expect(await readVocabulary(address('/tokens.txt'))).toEqual(['red', 'green']);
  expect(await readVocabulary(new URL(address('/tokens.txt')))).toEqual(['red', 'green']);
  await expect(readVocabulary(address('/none.txt'))).rejects.toMatchObject({
    name: 'FileError',
    code: 'missing',
    message: `could not load '${address('/none.txt')}': the server answers 404 Not Found`,
  });
});

test('what is no vocabulary is said, with its line', async () => {
  const empty = put('empty.txt', '');
  await expect(readVocabulary(empty)).rejects.toThrow(
    `readVocabulary: '${empty}' has no tokens: one in each line is needed`,
  );
  const odd = put('odd.txt', '12\n1.5\n');
  await expect(readVocabulary(odd, { integers: true })).rejects.toThrow(
    `readVocabulary: '${odd}' must have a whole number in each line, got '1.5' in line 2`,
  );
  const binary = put('binary.txt', Uint8Array.of(0xff, 0xfe, 0x00));
  await expect(readVocabulary(binary)).rejects.toThrow(`readVocabulary: '${binary}' is no text in UTF-8`);
  await expect(readVocabulary(join(folder, 'none.txt'))).rejects.toMatchObject({
    name: 'FileError',
    code: 'missing',
  });
});

test('a path in place of a list is told how it is read', () => {
  const make = layers.stringLookup as unknown as (options: object) => unknown;
  expect(() => make({ vocabulary: './vocab.txt' })).toThrow(
    'stringLookup: vocabulary must be a list of texts, got "./vocab.txt"; a file of one token a line is read first: ' +
      'vocabulary: await readVocabulary("./vocab.txt"), of \'shapewright/data\'',
  );
});
