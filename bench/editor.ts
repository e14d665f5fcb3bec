// How long an editor takes from a keystroke in a file of 100 layers to its diagnostics, a hover and completions, by the
// language service of TypeScript 5.9 and the language server of 7.0. `npx tsx bench/editor.ts`
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node.js';
import { forms } from '../type-tests/budget.js';
import { openEditor } from '../type-tests/open-editor.js';

const layers = 100;
const keystrokes = 7;
const measured = ['chain, conv2d', 'list, dense', 'functional, dense'] as const;

/** What an editor asks for after each keystroke; `at` is where the cursor is, `after` where a member would be typed. */
interface Editor {
  show(text: string): void;
  diagnostics(): Promise<number>;
  hover(at: number): Promise<string>;
  completions(after: number): Promise<number>;
  close(): void;
}

const head = `import { input, layers, model, sequential } from 'shapewright';\n`;
const tail = 'const last = input([8]).dense(3);\nlast.';

/** The file with another first layer at each keystroke, so that every layer after it has to be looked at again. */
const fileAt = (form: string, stroke: number): string =>
  `${head}${forms[form]!(layers).replace(/(conv2d|dense)\(8/, `$1(${stroke + 300}`)}\n${tail}toModel();\n`;

const service = (): Editor => {
  const editor = openEditor('typescript');
  return {
    show: editor.show,
    diagnostics: () => Promise.resolve(editor.service.getSemanticDiagnostics(editor.file).length),
    hover: (at) => {
      const shown = editor.service.getQuickInfoAtPosition(editor.file, at)?.displayParts;
      return Promise.resolve(editor.ts.displayPartsToString(shown));
    },
    completions: (after) =>
      Promise.resolve(editor.service.getCompletionsAtPosition(editor.file, after, {})?.entries.length ?? 0),
    close: () => editor.service.dispose(),
  };
};

/** The server of TypeScript 7 over its own file in a folder of the package, where it finds `shapewright`. */
const server = async (): Promise<Editor> => {
  const folder = resolve('type-tests', '.bench');
  const file = join(folder, 'editor.ts');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        skipLibCheck: true,
        noEmit: true,
        target: 'es2022',
        module: 'nodenext',
        types: ['node'],
      },
      files: ['editor.ts'],
    }),
  );
  writeFileSync(file, '');
  const uri = pathToFileURL(file).href;
  const child = spawn(
    process.execPath,
    [join('node_modules', 'typescript-7.0', 'bin', 'tsc'), '--lsp', '--stdio'],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('workspace/configuration', ({ items }: { items: readonly unknown[] }) =>
    items.map(() => null),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: { textDocument: { diagnostic: {}, hover: {}, completion: {} } },
  });
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'typescript', version: 0, text: '' },
  });
  let text = '';
  let version = 0;
  const place = (offset: number) => {
    const lines = text.slice(0, offset).split('\n');
    return { line: lines.length - 1, character: lines.at(-1)!.length };
  };
  const ask = <T>(method: string, more: object) =>
    connection.sendRequest<T>(`textDocument/${method}`, { textDocument: { uri }, ...more });
  return {
    show: (next) => {
      text = next;
      version++;
      void connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      });
    },
    diagnostics: async () => {
      const { items } = await ask<{ items: readonly { severity: number }[] }>('diagnostic', {});
      return items.filter(({ severity }) => severity === 1).length;
    },
    hover: async (at) => JSON.stringify(await ask('hover', { position: place(at) })),
    completions: async (after) => {
      const found = await ask<{ items: readonly unknown[] }>('completion', { position: place(after) });
      return found.items.length;
    },
    close: () => {
      connection.dispose();
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const timed = async <T>(run: () => Promise<T>): Promise<readonly [number, T]> => {
  const start = performance.now();
  const value = await run();
  return [performance.now() - start, value];
};

const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[times.length >> 1]!;

console.log(
  `milliseconds from a keystroke in a file of ${layers} layers, each asked after a keystroke of its own; medians of ${keystrokes}`,
);
for (const [version, open] of [
  ['5.9', () => Promise.resolve(service())],
  ['7.0', server],
] as const) {
  const editor = await open();
  for (const form of measured) {
    const spent = { diagnostics: [] as number[], hover: [] as number[], completions: [] as number[] };
    let stroke = 0;
    const type = () => {
      const text = fileAt(form, stroke++);
      editor.show(text);
      return text;
    };
    type();
    await editor.diagnostics(); // the libraries, once
    for (let i = 0; i < keystrokes; i++) {
      type();
      const [diagnostics, errors] = await timed(() => editor.diagnostics());
      const [hover, shown] = await timed(() => editor.hover(type().lastIndexOf('last.')));
      const [completions, offered] = await timed(() =>
        editor.completions(type().lastIndexOf('last.') + 'last.'.length),
      );
      if (errors !== 0 || !shown.includes('[null, 3]') || offered < 50)
        throw new Error(`${version}, ${form}: ${errors} errors, ${offered} completions, ${shown}`);
      spent.diagnostics.push(diagnostics);
      spent.hover.push(hover);
      spent.completions.push(completions);
    }
    console.log(
      `  TypeScript ${version}, ${form.padEnd(18)} ${Object.entries(spent)
        .map(([what, times]) => `${what} ${median(times).toFixed(0).padStart(4)}`)
        .join(', ')}`,
    );
  }
  editor.close();
}
