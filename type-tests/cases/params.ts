// `ParamsOf`: exact where the types know every layer, else `number`.
import { block, input, layers, model, repeat, residual, sequential, type ParamsOf } from 'shapewright';
const { batchNormalization, conv2d, dense, embedding, flatten, globalAveragePooling1d, reLU } = layers;
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare const check: <T extends true>() => void;
declare const flag: boolean;

const mlp = sequential([784], [dense(128), dense(10)]);
check<Equal<ParamsOf<typeof mlp>, 101770>>();
const params: ParamsOf<typeof mlp> = 101771; // error
void params;
const shorter = mlp.add(dense(3)).pop().pop();
check<Equal<ParamsOf<typeof shorter>, 100480>>();
const none = sequential([784]);
check<Equal<ParamsOf<typeof none>, 0>>();

// a number of any size
const words = sequential([200], [embedding(100_000_000, 64), globalAveragePooling1d(), dense(1)], {
  dtype: 'int32',
});
check<Equal<ParamsOf<typeof words>, 6400000065>>();

// layers of layers, and models among them
const stem = sequential(
  [32, 32, 3],
  [conv2d(16, 3, { padding: 'same', useBias: false }), batchNormalization(), reLU()],
);
const image = sequential(
  [32, 32, 3],
  [
    stem,
    residual([conv2d(8, 3, { padding: 'same' })], { shortcut: conv2d(8, 1) }),
    block([flatten(), repeat(2, () => dense(4)), reLU()]),
  ],
);
check<Equal<ParamsOf<typeof image>, 34584>>();

const corrected = sequential([4], [batchNormalization({ renorm: true })]);
check<Equal<ParamsOf<typeof corrected>, 28>>();

// one layer twice shares its weights, and its type is that of two
const eight = dense(8);
const shared = sequential([8], [eight, eight]);
const apart = sequential([8], [dense(8), dense(8)]);
check<Equal<ParamsOf<typeof shared>, number>>();
check<Equal<ParamsOf<typeof apart>, number>>();
const within = sequential([8], [eight, block([reLU(), eight])]);
check<Equal<ParamsOf<typeof within>, number>>();
// where the counts differ, they are two
const twice = sequential([4], [dense(8), dense(8)]);
check<Equal<ParamsOf<typeof twice>, 112>>();

// what is not known
const either = sequential([8], [dense(8, { useBias: flag })]);
check<Equal<ParamsOf<typeof either>, number>>();
const wide = sequential([8], [dense(Number('8'))]);
check<Equal<ParamsOf<typeof wide>, number>>();
const some = sequential([8], [...[4, 4].map((units) => dense(units)), dense(3)]);
check<Equal<ParamsOf<typeof some>, number>>();
const chain = input([8]).dense(8).toModel();
check<Equal<ParamsOf<typeof chain>, number>>();
const x = input([8]);
const graph = model({ inputs: x, outputs: x.dense(8).add(x) });
check<Equal<ParamsOf<typeof graph>, number>>();
