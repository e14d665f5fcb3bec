// Layers as a list, by add and pop, and called on tensors.
import { pipe } from 'fp-ts/lib/function.js';
import {
  input,
  layers,
  model,
  sequential,
  type AnyLayer,
  type Shape,
  type SymbolicTensor,
} from 'shapewright';
import { expectMisfit, expectShape } from 'shapewright/testing';

const { add, concatenate, conv2d, dense, dropout, embedding, flatten, maxPooling2d, reshape } = layers;

expectShape<[null, 10]>(
  sequential([28, 28], [flatten(), dense(128, { activation: 'relu' }), dense(10)]).output,
);
expectShape<[null, 10]>(sequential([784], [dense(128), dense(10)]).output);
expectShape<[null, 3]>(sequential([28, 28]).add(flatten()).add(dense(3)).output);
expectShape<[null, 784]>(sequential([28, 28]).add(flatten()).add(dense(3)).pop().output);
expectShape<[null, 28, 28]>(sequential([28, 28]).output);
expectShape<[null, 28, 28]>(sequential([28, 28], []).output);
expectShape<[null, 26, 26, 16]>(conv2d(16, 3)(input([28, 28, 1])));
expectShape<[null, 10]>(pipe(input([784]), dense(64), dropout(0.5), dense(10)));
expectShape<[null, 10]>(input([784]).apply(dense(10)));
expectShape<[null, 4, 5]>(add()([input([4, 5]), input([1, 5]), input([5])]));
expectShape<[null, 7]>(concatenate()([input([3]), input([4])]));

const image = input([28, 28, 1]);
const encoder = model({ inputs: image, outputs: image.flatten().dense(16), name: 'encoder' });
const code = input([16]);
const decoder = model({ inputs: code, outputs: code.dense(784).reshape([28, 28, 1]), name: 'decoder' });
expectShape<[null, 28, 28, 1]>(decoder(encoder(image)));
expectShape<[null, 28, 28, 1]>(model({ inputs: image, outputs: decoder(encoder(image)) }).output);
expectShape<[null, 784]>(sequential([28, 28, 1], [encoder, decoder, flatten()]).output);
const two = model({
  inputs: { a: input([3]), b: input([4]) },
  outputs: { c: input([3]).dense(2), d: input([4]) },
});
expectShape<[null, 2]>(two({ a: input([3]), b: input([4]) }).c);
expectShape<[null, 4]>(two.output.d);
expectShape<[null, 28, 28, 1]>(image.flatten().dense(784).reshape([28, 28, 1]).toModel().output);
expectMisfit(dense(3), [null], 'dense needs [batch, ..., features], got [null]');

// a list whose length nobody knows: what is before and behind the spread decides, as far as it can
declare const hidden: readonly number[];
declare const anything: readonly AnyLayer[];
declare const either: boolean;
const many = hidden.map((n) => dense(n));
const same = { padding: 'same' } as const;
expectShape<[null, 10]>(sequential([8], [...hidden.map((n) => dense(n)), dense(10)]).output);
expectShape<[null, 10]>(sequential([28, 28], [flatten(), ...many, dense(4), dense(10)]).output);
expectShape<[null, number]>(sequential([8], many).output);
expectShape<[null, number]>(sequential([8], [dense(3), ...many]).output);
expectShape<[null, 8]>(sequential([8], [...hidden.map((rate) => dropout(rate))]).output);
expectShape<[null, 10]>(sequential([8], many).add(dense(10)).output);
expectShape<[null, number]>(sequential([8], many).add(dense(10)).pop().output);
expectShape<[null, 10]>(sequential([8], [...many, dense(10), dense(3)]).pop().output);
expectShape<[null, number]>(sequential([8], [...anything, flatten()]).output);
expectShape<[null, number, number, 16]>(
  sequential([32, 32, 3], [...hidden.map((n) => conv2d(n, 3, same)), conv2d(16, 3)]).output,
);
expectShape<[null, 10]>(sequential([8], [either ? dense(3) : dropout(0.5), dense(10)]).output);
const unknownRank: Shape = sequential([8], anything).output.shape;
await sequential([8], [...many, dense(10)])
  .compile({ loss: 'sparseCategoricalCrossentropy' })
  .fit([[1]], [3]);
sequential([20], [embedding(10, 3), flatten(), dense(2)], { dtype: 'int32', name: 'words' });
let looped: SymbolicTensor<[null, number], [null, 8]> = input([8]);
for (const n of hidden) looped = looped.dense(n);
expectShape<[null, 8]>(looped.toModel().input);
expectShape<[null, 10]>(looped.dense(10).toModel().output);
void unknownRank;

sequential([784], [conv2d(3, 3), dense(3)]); // error
sequential([784], [dense(100), reshape([10, 11]), flatten(), dense(3)]); // error
sequential([28, 28], [flatten(), maxPooling2d(2), flatten(), dense(3)]); // error
sequential([784], [dense(10), encoder]); // error
sequential([784], [dense(-1)]); // error
sequential([784, 0], [dense(1)]); // error
sequential([-28, 28]); // error
sequential([28, 28]).add(conv2d(2, 2)).add(dense(3)); // error
sequential([784]).pop(); // error
conv2d(16, 3)(input([784])); // error
dense(-3)(input([784])); // error
maxPooling2d()(input([784])); // error
decoder(image); // error
two({ a: input([3]), b: input([5]) }); // error
two({ a: input([3]) }); // error
two(input([3])); // error
add()([input([4, 5]), input([1, 5]), input([6])]); // error
concatenate()([input([3]), input([4, 5])]); // error
pipe(input([784]), conv2d(3, 3)); // error
dropout(2); // error
sequential([784], [dense(10)], { nam: 'x' }); // error
model({ inputs: image, output: image }); // error
expectMisfit(dense(3), [null, 4], 'dense is unhappy'); // error
expectMisfit(dense(3), [null], 'dense is unhappy'); // error
expectShape<[null, 11]>(input([784]).dense(10)); // error
sequential([8], [...many, conv2d(3, 3), dense(3)]); // error
sequential([8], [dense(3), ...hidden.map((n) => conv2d(n, 3)), dense(3)]); // error
sequential([8], many).add(conv2d(3, 3)); // error
sequential([8], [conv2d(3, 3), ...many]); // error
sequential([8], [dense(3), conv2d(3, 3), dense(4), ...many, dense(10)]); // error
sequential([8], [either ? dense(3) : conv2d(3, 3), dense(3)]); // error
expectShape<[null, 11]>(sequential([8], [...many, dense(10)]).output); // error
expectShape<[null, 8]>(sequential([8], many).output); // error
expectShape<[null, 8]>(sequential([8], anything).output); // error
sequential([20], [dense(3)], { dtype: 'int16' }); // error
sequential([8], [flatten, dense(3)]); // error
sequential([8], [dense(3), dense]); // error

// a layer on a tensor that is one of two
const rowOrImage = either ? input([8]) : image;
expectShape<[null, 3] | [null, 28, 28, 3]>(dense(3)(rowOrImage));
conv2d(3, 3)(rowOrImage); // error
reshape([4])(rowOrImage); // error
