// `apply`: a layer, a model, a function of the tensor, and one of several.
import { input, layers, model, sequential, type Shape, type SymbolicTensor } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const { add, conv2d, dense, flatten, globalAveragePooling2d, maxPooling2d } = layers;

declare const either: boolean;
const image = input([28, 28, 1]);
const row = input([784]);

// a layer says its sentence as when it is called
row.apply(conv2d(3, 3)); // error
row.apply(maxPooling2d()); // error
row.apply(globalAveragePooling2d()); // error
row.dense(5).apply(sequential([784], [dense(4)])); // error
row.apply((x) => x.conv2d(3, 3)); // error
row.apply((x) => x.apply(conv2d(3, 3))); // error
row.apply(add()); // error
expectShape<[null, 5]>(row.apply(dense(5)));
row.apply(conv2d(3, 3)).flatten().dense(4).toModel(); // error
row.apply(dense(5)).apply(dense(4)).toModel();

// functions: inline, generic over where the tensor came from, over less than is known
const block = <From>(x: SymbolicTensor<[null, 784], From>) => x.dense(784).apply(dense(784)).add(x);
expectShape<[null, 784]>(row.apply(block).apply(block).toModel().output);
expectShape<[null, 28, 28]>(
  row.apply((x) =>
    x
      .apply((y) => y.dense(784))
      .add(x)
      .reshape([28, 28]),
  ),
);
row.dense(5).apply(block); // error
const last: (x: SymbolicTensor<[null, number]>) => SymbolicTensor<[null, 2]> = (x) => x.dense(2);
expectShape<[null, 2]>(row.apply(last));
row.apply((x) => ({ first: x.dense(3), second: x })).first.toModel();
row.apply(dense); // error
row.apply(784); // error

// models, with several outputs too
expectShape<[null, 4]>(row.apply(sequential([784], [dense(4)])));
const two = model({ inputs: image, outputs: { flat: image.flatten(), deep: image.conv2d(3, 3) } });
expectShape<[null, 26, 26, 3]>(image.apply(two).deep);
image.apply(two).flat.dense(3).toModel();
image.dense(3).apply(two); // error

// one of several: each one's tensor, and the sentence of the one that does not fit
expectShape<[null, 5] | [null, 6]>(row.apply(either ? dense(5) : dense(6)));
expectShape<[null, 784] | [null, 5]>(row.apply(either ? flatten() : dense(5)));
expectShape<[null, 2] | [null, 3]>(row.apply(either ? last : dense(3)));
const dense5 = dense(5);
const conv3 = conv2d(3, 3);
declare const oneOf: typeof dense5 | typeof conv3;
row.apply(either ? dense(5) : conv2d(3, 3)); // error
row.apply(oneOf); // error
expectShape<[null, 28, 28, 5] | [null, 26, 26, 3]>(image.apply(oneOf));
for (const layer of [dense(3), dense(4)]) expectShape<[null, 3] | [null, 4]>(row.apply(layer));
const narrow = sequential([784], [dense(3)]);
const wide = sequential([784], [dense(4)]);
expectShape<[null, 3] | [null, 4]>(row.apply(either ? narrow : wide));

// tensors of which nothing is known
expectShape<Shape>((row as SymbolicTensor).apply(dense(3)));
expectShape<Shape>((row as SymbolicTensor).apply((x) => x.flatten().dense(3)));

// a function of any size, by names for axes: bound where it is applied
const atAnySize = (x: SymbolicTensor<[null, '2*h', 'w', 1]>) => x.maxPooling2d([2, 1]).conv2d(8, [1, 3]);
expectShape<[null, 14, 26, 8]>(image.apply(atAnySize));
expectShape<[null, 'n', 4, 8]>(input(['2*n', 6, 1]).apply(atAnySize));
expectShape<[null, null, 4, 8]>(input([null, 6, 1]).apply(atAnySize));
expectShape<[null, 3]>(image.apply(atAnySize).flatten().dense(3).toModel().output);
const twoSizes = (x: SymbolicTensor<[null, 'time', 1]>) => [x, x.conv1d(2, 3)] as const;
expectShape<[null, 6, 2]>(input([8, 1]).apply(twoSizes)[1]);
input([7, 6, 1]).apply(atAnySize); // error
input([8, 6, 2]).apply(atAnySize); // error
row.apply(atAnySize); // error
row.apply(conv2d); // error
