import { expect, test } from 'vitest';
import { checkpointPath } from './checkpoint-path.js';

const logs = { loss: 0.456, accuracy: 0.9, tiny: -0.000012 };

// the right-hand sides are what Python's str.format gives
test.each([
  ['m/{epoch:02d}-{loss:.2f}', 'm/01-0.46'],
  ['m/{epoch}', 'm/1'],
  ['m/{epoch:d}-{batch:04d}', 'm/1-0012'],
  ['{epoch:3d}', '  1'],
  ['{loss:08.3f}', '0000.456'],
  ['{tiny:.2e}', '-1.20e-05'],
  ['{tiny:09.4f}', '-000.0000'],
  ['{accuracy:.1%}', '90.0%'],
  ['{loss:f}', '0.456000'],
  ['{{{epoch}}}', '{1}'],
])('%s gives %s', (template, path) => {
  expect(checkpointPath(template)(logs, 0, 11)).toBe(path);
});

test.each([
  ['', /needs a path such as/],
  ['m/{epoch', /has a lone '\{'; write '\{\{'/],
  ['m/epoch}', /has a lone '\}'/],
  ['{epoch:.2d}', /'\{epoch:\.2d\}', which is no format for a count; write for example '\{epoch:02d\}'/],
  ['{loss:d}', /no format for a number of the logs; write for example '\{loss:\.2f\}'/],
  ['{loss:.2x}', /no format/],
])('%s is refused before training begins', (template, sentence) => {
  expect(() => checkpointPath(template)).toThrow(sentence);
});

test('names that are not there are said', () => {
  expect(() => checkpointPath('{los:.2f}')(logs, 0)).toThrow(
    "modelCheckpoint: the path '{los:.2f}' names 'los', did you mean 'loss'? there are loss, accuracy, tiny, epoch",
  );
  expect(() => checkpointPath('{batch}')(logs, 0)).toThrow(/names 'batch', but there are loss/);
});
