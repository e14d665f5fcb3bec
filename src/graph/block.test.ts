import { expect, test } from 'vitest';
import { block, input, layers, model, repeat, residual, sequential } from '../graph-only.js';

const { batchNormalization, conv2d, dense, flatten, reLU } = layers;
const same = { padding: 'same' } as const;
const features = () => block([conv2d(8, 3, same), batchNormalization(), reLU()], { name: 'features' });

const lines = (of: { summary(options: object): void }, options: object = {}) => {
  const all: string[] = [];
  of.summary({ lineLength: 80, ...options, printFn: (line: string) => all.push(line) });
  return all.join('\n');
};

test('a block works at any size, and is a nested list in the model', () => {
  const each = features();
  const small = input([8, 8, 3]).apply(each).flatten().dense(2).toModel();
  const large = input([16, 16, 3]).apply(each).apply(features()).toModel({ name: 'large' });
  expect(small.layers.map(({ name, className }) => [name, className])).toEqual([
    ['features', 'Sequential'],
    ['flatten', 'Flatten'],
    ['dense', 'Dense'],
  ]);
  expect(small.countParams()).toBe(3 * 3 * 3 * 8 + 8 + 4 * 8 + 8 * 8 * 8 * 2 + 2);
  expect(large.outputShape).toEqual([null, 16, 16, 8]);
  expect(lines(small, { expandNested: true })).toContain('└ conv2d (Conv2D)');
});

test('called twice it shares its weights, at two sizes too', () => {
  const each = features();
  const [a, b] = [input([8, 8, 3]), input([4, 4, 3])];
  const twice = model({ inputs: { a, b }, outputs: { x: each(a), y: each(b), z: each(a) } });
  expect(twice.layers.map(({ name }) => name)).toEqual(['features', 'features_1']);
});

test('what does not fit is said where the block is put', () => {
  const each = features();
  expect(() => each(input([784]) as never)).toThrow(
    'conv2d needs [batch, height, width, channels], got [null, 784]',
  );
  const units = block([dense(4)]);
  units(input([3]));
  expect(() => units(input([5]))).toThrow('block: its weights would differ between [null, 3] and [null, 5]');
  expect(() => block([dense] as never)).toThrow(
    'block takes layers that are called, e.g. flatten() or dense(10)',
  );
  expect(() => block(dense(3) as never)).toThrow('block takes a list of layers, got');
});

test('a residual block adds its input to what its layers make of it', () => {
  const net = input([8, 8, 16])
    .apply(residual([conv2d(16, 3, same), reLU()]))
    .apply(
      residual(conv2d(32, 3, { ...same, strides: 2 }), {
        shortcut: [conv2d(32, 1, { strides: 2 })],
        name: 'down',
      }),
    )
    .toModel();
  expect(net.outputShape).toEqual([null, 4, 4, 32]);
  expect(net.layers.map(({ name }) => name)).toEqual(['functional', 'down']);
  expect(net.countParams()).toBe(16 * 16 * 9 + 16 + 16 * 32 * 9 + 32 + 16 * 32 + 32);
  expect(() => residual(conv2d(32, 3, same))(input([8, 8, 16]) as never)).toThrow(
    'residual cannot add [null, 8, 8, 16] to [null, 8, 8, 32], what its layers give; change its input too, e.g. { shortcut: conv2d(32, 1) }',
  );
});

test('repeat stacks layers of their own', () => {
  const stack = repeat(3, (place) => dense(8, { name: `layer_${place}` }));
  expect(input([8]).apply(stack).toModel().countParams()).toBe(3 * 72);
  expect(input([8]).apply(repeat(0, () => dense(1))).shape).toEqual([null, 8]);
  expect(() => repeat(-1 as never, () => dense(1))).toThrow(
    'repeat: n must be a whole number, zero or more, got -1',
  );
});

test('a frozen block freezes what is in it', () => {
  const each = features();
  const net = sequential([8, 8, 3], [each, flatten(), dense(1)]);
  each.trainable = false;
  expect(net.weights.filter(({ trainable }) => trainable).map(({ path }) => path)).toEqual([
    'dense/kernel',
    'dense/bias',
  ]);
});
