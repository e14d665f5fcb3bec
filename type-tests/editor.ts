// What an editor shows, by TypeScript's language service: hovers, completions, and where each red line stands.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type TypeScript from 'typescript';

const head = `import { input, layers, losses, sequential } from 'shapewright';
const image = input([28, 28, 1]);
const mlp = sequential([28, 28], [layers.flatten(), layers.dense(10)]);
const trainable = mlp.compile({ loss: losses.sparseCategoricalCrossentropy(), metrics: ['accuracy'] });
const pixels = { values: new Float32Array(784), shape: [1, 28, 28] } as const;
`;

/** A line with `|` where the cursor is, and what stands there. */
interface Case {
  readonly line: string;
  readonly hover?: string;
  /** Names that must be offered. */
  readonly offers?: readonly string[];
  /** The text under the red line, and a part of what it says; the only one. */
  readonly red?: readonly [string, string];
  /** The first TypeScript that does it. */
  readonly since?: number;
}

const from = '[null, 28, 28, 1]';
const cases: readonly Case[] = [
  {
    line: 'const h|idden = image.conv2d(32, 3);',
    hover: `const hidden: SymbolicTensor<[null, 26, 26, 32], ${from}>`,
  },
  {
    line: 'const r|ow = image.conv2d(8, 3).flatten();',
    hover: `const row: SymbolicTensor<[null, 5408], ${from}>`,
  },
  {
    line: 'const w|rong = image.flatten().conv2d(8, 3);',
    hover: `const wrong: SymbolicTensor<[null, number, number, 8], ${from}>`,
  },
  {
    line: 'const t|hree = layers.dense(3)(image);',
    hover: `const three: SymbolicTensor<[null, 28, 28, 3], ${from}>`,
  },
  { line: 'const m|odel = image.flatten().toModel();', hover: `const model: Model<${from}, [null, 784]>` },
  { line: 'const o|ut = mlp.output;', hover: 'const out: SymbolicTensor<[null, 10], unknown>' },
  {
    line: 'const e|valuated = await trainable.evaluate(pixels, [1]);',
    hover: 'const evaluated: {\n    readonly accuracy: number;\n    readonly loss: number;\n}',
  },
  {
    line: 'const p|redicted = await trainable.predict(pixels);',
    hover: 'const predicted: Tensor<[null, 10]>',
  },
  { line: 'image.|', offers: ['conv2d', 'dense', 'maxPooling2d', 'flatten', 'toModel', 'shape', 'apply'] },
  {
    line: 'image.conv2d(8, 3, { | });',
    offers: ['padding', 'strides', 'dilationRate', 'activation', 'kernelInitializer', 'name'],
  },
  // before 6.0 only the default, 'valid', is offered here
  { line: "image.conv2d(8, 3, { padding: '|' });", offers: ['same', 'valid'], since: 6 },
  { line: "image.dense(8, { activation: '|' });", offers: ['relu', 'softmax', 'tanh'] },
  { line: 'layers.|', offers: ['conv2d', 'dense', 'add', 'concatenate'] },
  { line: "mlp.compile({ loss: 'mse', | });", offers: ['metrics', 'optimizer', 'seed'] },
  { line: "mlp.compile({ loss: '|' });", offers: ['mse', 'sparseCategoricalCrossentropy'] },
  {
    line: '(await trainable.fit(pixels, [1], { validationSplit: 0.5 })).history.|',
    offers: ['loss', 'accuracy', 'val_loss', 'val_accuracy'],
  },
  {
    line: 'trainable.fit(pixels, [1], { | });',
    offers: ['epochs', 'batchSize', 'validationData', 'callbacks'],
  },
  { line: 'image.flatten().conv2d(32, 3).flatten().dense(10);', red: ['32', 'got [null, 784]'] },
  { line: 'image.flatten().reshape([7, 7, 15]);', red: ['15', '784 elements'] },
  {
    line: 'sequential([784], [layers.dense(100), layers.maxPooling2d(2), layers.dense(3)]);',
    red: ['layers.maxPooling2d(2)', 'got [null, 100]'],
  },
  {
    line: 'sequential([28, 28]).add(layers.conv2d(2, 2)).add(layers.dense(3));',
    red: ['layers.conv2d(2, 2)', 'got [null, 28, 28]'],
  },
  { line: 'image.flatten().maxPooling2d(2);', red: ['2', 'got [null, 784]'] },
  { line: 'image.conv2d(8, 0);', red: ['0', 'kernelSize must be a whole number above zero'] },
  {
    line: 'image.conv2d(8, 3, { strides: [1, 0] });',
    red: ['0', 'strides must be a whole number above zero'],
  },
  {
    line: 'layers.concatenate()([input([3]), input([4, 5])]);',
    red: ['input([4, 5])', 'concatenate cannot join'],
  },
  {
    line: "image.dense(8, { activaton: 'relu' });",
    red: ['activaton', "Did you mean to write 'activation'?"],
  },
  { line: 'mlp.fit(pixels, [1]);', red: ['pixels', 'fit is for what compile returns'] },
  { line: 'trainable.fit([[1, 2]], [1]);', red: ['[[1, 2]]', '[batch, 28, 28]'] },
  { line: 'trainable.fit(pixels, [1], { epoch: 2 });', red: ['epoch', "Did you mean to write 'epochs'?"] },
];

/** Checks every case with one TypeScript; gives each one's problems. */
export const checkEditor = (name: string): readonly (readonly [string, readonly string[]])[] => {
  const ts = createRequire(import.meta.url)(name) as typeof TypeScript;
  const file = resolve('type-tests/editor.generated.ts');
  let text = '';
  let version = 0;
  const service = ts.createLanguageService({
    getCompilationSettings: () => ({
      strict: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: ['node'],
    }),
    getScriptFileNames: () => [file],
    getScriptVersion: (path) => (path === file ? String(version) : '0'),
    getScriptSnapshot: (path) => {
      const source = path === file ? text : ts.sys.readFile(path);
      return source === undefined ? undefined : ts.ScriptSnapshot.fromString(source);
    },
    getCurrentDirectory: () => process.cwd(),
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    fileExists: (path) => path === file || ts.sys.fileExists(path),
    readFile: (path) => (path === file ? text : readFileSync(path, 'utf8')),
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
  const can = ({ since = 0 }: Case) => Number.parseInt(ts.version) >= since;
  return cases.filter(can).map(({ line, hover, offers, red }) => {
    const at = head.length + line.indexOf('|');
    text = head + (hover === undefined && offers === undefined ? line : line.replace('|', ''));
    version++;
    const problems: string[] = [];
    if (hover !== undefined) {
      const shown = ts.displayPartsToString(service.getQuickInfoAtPosition(file, at)?.displayParts);
      if (shown !== hover) problems.push(`shows ${shown}`, `not   ${hover}`);
    }
    if (offers) {
      const names = service.getCompletionsAtPosition(file, at, {})?.entries.map((entry) => entry.name) ?? [];
      const missing = offers.filter((offer) => !names.includes(offer));
      if (missing.length > 0)
        problems.push(`does not offer ${missing.join(', ')}; but ${names.slice(0, 12).join(', ')}`);
    }
    if (red) {
      const found = service.getSemanticDiagnostics(file).map(({ start, length, messageText }) => ({
        under: text.slice(start, start! + length!),
        says: ts.flattenDiagnosticMessageText(messageText, '\n').split('\n')[0]!,
      }));
      if (found.length !== 1 || found[0]!.under !== red[0] || !found[0]!.says.includes(red[1]))
        problems.push(`wanted ${red.join(': ')}`, ...found.map(({ under, says }) => `got ${under}: ${says}`));
    }
    return [line, problems] as const;
  });
};
