// Layers of the core: what a function is said to give, and activations that change the shape.
import { input, layers, sequential, type Shape } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const { activation, dense, einsumDense, identity, lambda } = layers;
declare const compute: (x: unknown) => never;

expectShape<[null, 4]>(input([4]).identity());
expectShape<[null, 2]>(sequential([4], [identity(), dense(2)]).output);

expectShape<[null, 8, 3]>(input([8, 3]).lambda(compute));
expectShape<[null, 3]>(input([8, 3]).lambda(compute, { outputShape: [3], masks: 'pass' }));
expectShape<[null, 'time', 3]>(lambda(compute, { outputShape: ['time', 3] })(input(['time', 8])));
expectShape<[null, null, 3]>(input([8]).lambda(compute, { outputShape: [null, 3] }));
expectShape<[null, 5]>(input([8]).lambda(compute, { outputShape: () => [null, 5] }));
expectShape<[null, 3]>(
  input([8]).lambda(compute, {
    outputShape: (shape) => (shape.length === 2 ? [null, 3] : 'lambda needs [batch, features]'),
  }),
);
expectShape<[null, 2]>(sequential([8, 3], [lambda(compute, { outputShape: [3] }), dense(2)]).output);

expectShape<[null, 6]>(input([6]).activation('relu'));
expectShape<[null, 8, 3]>(input([8, 6]).activation('glu'));
expectShape<[null, 4, 6]>(input([8, 6]).activation('glu', { axis: 1 }));
expectShape<[null, 'time', 6]>(input(['2*time', 6]).activation('glu', { axis: 1 }));
expectShape<[null, null, 6]>(input([null, 6]).activation('glu', { axis: 1 }));
expectShape<[null, 6]>(activation('threshold', { threshold: 1, defaultValue: 0 })(input([6])));
expectShape<[null, 2]>(sequential([8], [activation('glu'), dense(2)]).output);

expectShape<[null, 64]>(input([32]).einsumDense('ab,bc->ac', { outputShape: 64, biasAxes: 'c' }));
expectShape<[null, 32, 64]>(input([32, 128]).einsumDense('abc,cd->abd', { outputShape: [null, 64] }));
expectShape<[null, 'time', 64]>(input(['time', 8]).einsumDense('abc,cd->abd', { outputShape: [null, 64] }));
expectShape<[null, null, 64]>(input([null, 8]).einsumDense('abc,cd->abd', { outputShape: [null, 64] }));
expectShape<[null, 5, 3, 64]>(
  input([5, 3, 8]).einsumDense('...x,xy->...y', { outputShape: 64, biasAxes: 'y' }),
);
expectShape<[null, 9, 'h', 'w']>(input([3, 'h', 'w']).einsumDense('ab...,bc->ac...', { outputShape: 9 }));
expectShape<[null, 8, 4, 16]>(
  einsumDense('abc,cde->abde', { outputShape: [null, 4, 16], biasAxes: 'de' })(input([8, 64])),
);
expectShape<[null, 7]>(input([3, 5]).einsumDense('abc,bcd->ad', { outputShape: [7] }));
expectShape<[null, 4, 2]>(
  sequential([4, 3], [einsumDense('abc,cd->abd', { outputShape: [null, 9] }), dense(2)]).output,
);
declare const n: number;
expectShape<[null, 8, number]>(input([8, 4]).einsumDense('abc,cd->abd', { outputShape: [null, n] }));

input([32]).einsumDense('ab,bc', { outputShape: 64 }); // error
input([32]).einsumDense('aab,bc->ac', { outputShape: 64 }); // error
einsumDense('ab,bc->ad', { outputShape: 64 }); // error
einsumDense('ab,bcd->ac', { outputShape: 64 }); // error
einsumDense('ab,bc->ca', { outputShape: 64 }); // error
input([32, 4]).einsumDense('ab,bc->ac', { outputShape: 64 }); // error
input([32]).einsumDense('...xz,zy->...xy', { outputShape: [null, 64] }); // error
input([32, 4]).einsumDense('abc,cd->abd', { outputShape: 64 }); // error
input([32, 4]).einsumDense('abc,cd->abd', { outputShape: [3, 64] }); // error
input([32, 4]).einsumDense('abc,cd->abd', { outputShape: [32, null] }); // error
input([32, 'features']).einsumDense('abc,cd->abd', { outputShape: [null, 64] }); // error
input(['time', 4]).einsumDense('abc,cd->abd', { outputShape: [null, 64], biasAxes: 'b' }); // error
input([32]).einsumDense('ab,bc->ac', { outputShape: 64, biasAxes: 'x' }); // error
sequential([4, 3], [einsumDense('ab,bc->ac', { outputShape: 9 })]); // error
input([32]).einsumDense('ab,bc->ac'); // error
input([8, 3]).lambda(compute, { outputShape: [3], mask: 'pass' }); // error
input([8, 3]).lambda(compute, { outputShape: 3 }); // error
input([8, 3])
  .lambda(compute, { outputShape: [3] })
  .conv2d(2, 2); // error
sequential([8, 3], [lambda(compute, { outputShape: [3] }), layers.conv2d(2, 2)]); // error
input([7]).activation('glu'); // error
input(['time', 6]).activation('glu', { axis: 1 }); // error
input([6]).activation('glu', { axis: 3 }); // error
sequential([7], [activation('glu')]); // error
input([6]).activation('relu', { axis: 1 }); // error
input([6]).activation('threshold'); // error
input([6]).activation('threshold', { threshold: 1 }); // error
input([6]).activation('rleu'); // error
input([6]).dense(4, { activation: 'glu' }); // error

// a table that also goes back: each call says which way, and has the shape of it
const { reversibleEmbedding } = layers;
const tokens = input(['time'], { dtype: 'int32' });
const table = reversibleEmbedding(1000, 64);
const vectors = table(tokens);
expectShape<[null, 'time', 64]>(vectors);
const logits = table(vectors.lstm(64, { returnSequences: true }), { reverse: true });
expectShape<[null, 'time', 1000]>(logits);
logits.toModel();
expectShape<[null, 'time', 64]>(tokens.reversibleEmbedding(1000, 64));
expectShape<[null, 'time', 1000]>(vectors.reversibleEmbedding(1000, 64, { reverse: true, logitSoftCap: 30 }));
expectShape<[null, 1000]>(
  sequential([64], [reversibleEmbedding(1000, 64, { reverse: true, tieWeights: false })]).output,
);
declare const reverse: boolean;
expectShape<Shape>(table(vectors, { reverse }));

table(input([20, 32]), { reverse: true }); // error
input([20, 32]).reversibleEmbedding(1000, 64, { reverse: true }); // error
sequential([32], [reversibleEmbedding(1000, 64, { reverse: true })]); // error
table(tokens, { revers: true }); // error
reversibleEmbedding(0, 64); // error
tokens.reversibleEmbedding(1000, -1); // error

const inner = sequential([4], [dense(3)]);
expectShape<[null, 3]>(input([4]).hubLayer(inner));
expectShape<[null, 2]>(sequential([4], [layers.hubLayer(inner), dense(2)]).output);
input([5]).hubLayer(inner); // error
