// What an editor shows, by TypeScript's language service: hovers, completions, and where each red line stands.
import { openEditor } from './open-editor.js';

const head = `import { callbacks, input, layers, loadModel, losses, metrics, optimizers, sequential, useBackend } from 'shapewright';
const image = input([28, 28, 1]);
const mlp = sequential([28, 28], [layers.flatten(), layers.dense(10)]);
const trainable = mlp.compile({ loss: losses.sparseCategoricalCrossentropy(), metrics: ['accuracy'] });
const pixels = { values: new Float32Array(784), shape: [1, 28, 28] } as const;
`;

/** A line with `|` where the cursor is, and what stands there. */
interface Case {
  readonly line: string;
  readonly hover?: string;
  /** A part of the documentation under the hover, which has an example and a link too. */
  readonly explains?: string;
  /** Names that must be offered; members of objects with their documentation. */
  readonly offers?: readonly string[];
  /** Those of them that have no documentation: what they are says their name. */
  readonly bare?: readonly string[];
  /** The text under the red line, and a part of what it says; the only one. */
  readonly red?: readonly [string, string];
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
    hover: 'const evaluated: {\n    readonly loss: number;\n    readonly accuracy: number;\n}',
  },
  {
    line: 'const p|redicted = await trainable.predict(pixels);',
    hover: 'const predicted: Tensor<[null, 10]>',
  },
  { line: 'in|put([28, 28, 1]);', explains: 'The start of a model' },
  { line: 'seq|uential([28, 28], []);', explains: 'A model that is a list of layers' },
  {
    line: "load|Model('models/digits', { input: [28, 28], output: [10] });",
    explains: 'Loads a model that `save` wrote',
  },
  { line: "use|Backend('wasm');", explains: 'Chooses where tensors are computed' },
  { line: 'image.flatten().den|se(10);', explains: 'Fully connected layer' },
  { line: 'layers.den|se(10);', explains: 'Fully connected layer' },
  { line: 'const make = layers.den|se;', explains: 'Fully connected layer' },
  { line: 'losses.sparse|CategoricalCrossentropy();', explains: 'Cross-entropy of labels' },
  { line: 'optimizers.ad|am();', explains: 'Adam' },
  { line: 'metrics.acc|uracy();', explains: 'The share of labels' },
  { line: 'callbacks.early|Stopping();', explains: 'Stops training' },
  {
    line: 'image.|',
    offers: ['conv2d', 'dense', 'maxPooling2d', 'flatten', 'toModel', 'shape', 'apply'],
    bare: ['shape'],
  },
  {
    line: 'image.conv2d(8, 3, { | });',
    offers: ['padding', 'strides', 'dilationRate', 'activation', 'kernelInitializer', 'name'],
  },
  { line: "image.conv2d(8, 3, { padding: '|' });", offers: ['same', 'valid'] },
  { line: "image.dense(8, { activation: '|' });", offers: ['relu', 'softmax', 'tanh'] },
  { line: 'layers.|', offers: ['conv2d', 'dense', 'add', 'concatenate'] },
  { line: "mlp.compile({ loss: 'mse', | });", offers: ['metrics', 'optimizer', 'seed'] },
  { line: "mlp.compile({ loss: '|' });", offers: ['mse', 'sparseCategoricalCrossentropy'] },
  {
    line: '(await trainable.fit(pixels, [1], { validationSplit: 0.5 })).history.|',
    offers: ['loss', 'accuracy', 'val_loss', 'val_accuracy'],
    bare: ['loss', 'accuracy', 'val_loss', 'val_accuracy'],
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
  const { ts, service, show, file } = openEditor(name);
  return cases.map(({ line, hover, explains, offers, bare = [], red }) => {
    const at = head.length + line.indexOf('|');
    const text = head + (red ? line : line.replace('|', ''));
    show(text);
    const problems: string[] = [];
    if (hover !== undefined) {
      const shown = ts.displayPartsToString(service.getQuickInfoAtPosition(file, at)?.displayParts);
      if (shown !== hover) problems.push(`shows ${shown}`, `not   ${hover}`);
    }
    if (explains !== undefined) {
      const info = service.getQuickInfoAtPosition(file, at);
      const says = ts.displayPartsToString(info?.documentation);
      const tags = info?.tags?.map((tag) => tag.name) ?? [];
      if (!says.includes(explains)) problems.push(`explains ${says}`, `not      ${explains}`);
      if (!tags.includes('example') || !tags.includes('see')) problems.push(`has only ${tags.join(', ')}`);
    }
    if (offers) {
      const entries = service.getCompletionsAtPosition(file, at, {})?.entries ?? [];
      const names = entries.map((entry) => entry.name);
      const silent = entries
        .filter(
          ({ name, kind }) =>
            offers.includes(name) && !bare.includes(name) && kind !== ts.ScriptElementKind.string,
        )
        .filter(
          ({ name }) =>
            !service.getCompletionEntryDetails(file, at, name, {}, undefined, {}, undefined)?.documentation
              ?.length,
        );
      if (silent.length > 0)
        problems.push(`does not explain ${silent.map((entry) => entry.name).join(', ')}`);
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
