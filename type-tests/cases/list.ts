// Layers as a list, by add and pop, and called on tensors.
import { pipe } from 'fp-ts/lib/function.js';
import { input, layers, model, sequential } from 'shapewright';
import { expectMisfit, expectShape } from 'shapewright/testing';

const { add, concatenate, conv2d, dense, dropout, flatten, maxPooling2d, reshape } = layers;

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
