// Axes with names: what fits has its formula, and each line marked as an error is one error, with a counterexample.
import { input, layers, model, sequential, type SymbolicTensor } from 'shapewright';
import { expectShape } from 'shapewright/testing';

// a U-Net on '16*h': four times down, four times up, four skips
const image = input(['16*h', '16*w', 3]);
const d1 = image.conv2d(16, 3, { padding: 'same' });
const d2 = d1.maxPooling2d(2).conv2d(32, 3, { padding: 'same' });
const d3 = d2.maxPooling2d(2).conv2d(64, 3, { padding: 'same' });
const d4 = d3.maxPooling2d(2).conv2d(128, 3, { padding: 'same' });
const bottom = d4.maxPooling2d(2).conv2d(256, 3, { padding: 'same' });
const u4 = bottom.upSampling2d(2).concatenate(d4).conv2d(128, 3, { padding: 'same' });
const u3 = u4.upSampling2d(2).concatenate(d3).conv2d(64, 3, { padding: 'same' });
const u2 = u3.conv2dTranspose(32, 2, { strides: 2 }).concatenate(d2).conv2d(32, 3, { padding: 'same' });
const u1 = u2
  .conv2dTranspose(16, 3, { strides: 2, padding: 'same' })
  .concatenate(d1)
  .conv2d(1, 1, { activation: 'sigmoid' });
expectShape<[null, 'h', 'w', 256]>(bottom);
expectShape<[null, '16*h', '16*w', 1]>(u1);

// on 'h' it is refused, at each skip that does not fit
const any = input(['h', 'w', 3]);
const e1 = any.conv2d(16, 3, { padding: 'same' });
const e2 = e1.maxPooling2d(2);
const e5 = e2.maxPooling2d(2).maxPooling2d(2).maxPooling2d(2);
e5.upSampling2d(2).concatenate(e2.maxPooling2d(2).maxPooling2d(2)); // error
e2.upSampling2d(2).concatenate(e1); // error

// windows
const v = input(['time', 'words', 64]);
expectShape<[null, 'time - 2', 'words - 2', 8]>(v.conv2d(8, 3));
expectShape<[null, 'ceil(time/2) - 1', 'words - 2', 8]>(v.conv2d(8, 3, { strides: [2, 1] }));
expectShape<[null, 'time - 4', 'words - 4', 8]>(v.conv2d(8, 3, { dilationRate: 2 }));
expectShape<[null, 'floor(time/3)', 'floor(words/3)', 64]>(v.maxPooling2d(3));
expectShape<[null, '2*time + 1', '2*words + 1', 8]>(v.conv2dTranspose(8, 3, { strides: 2 }));
v.conv2d(8, 3).add(v.conv2d(8, 5)); // error
v.conv2d(8, 3).add(v.conv2d(8, 3));
v.conv2d(8, 3, { padding: 'same', strides: 2 }).add(v.maxPooling2d(2).conv2d(8, 1)); // error
expectShape<[null, 'ceil(time/2) - 1', 62, 8]>(input(['time', 64, 1]).conv2d(8, 3, { strides: [2, 1] }));
expectShape<[null, 'h + 1', 'w + 4', 3]>(
  any.zeroPadding2d([
    [0, 1],
    [2, 2],
  ]),
);

// merges: a name beside an unknown axis passes, beside another size it does not
expectShape<[null, null, 64]>(input(['time', 64]).add(input([null, 64])));
expectShape<[null, 'time', 64]>(input(['time', 64]).add(input([1, 64])));
input(['time', 64]).add(input([80, 64])); // error
input(['time', 64]).add(input(['words', 64])); // error
expectShape<[null, 'a + b', 64]>(input(['a', 64]).concatenate(input(['b', 64]), { axis: 1 }));
expectShape<[null, '2*a', 64]>(input(['a', 64]).concatenate(input(['a', 64]), { axis: 1 }));
input(['a', 64]).concatenate(input(['b', 64])); // error

// flat, and back again
const flat = input(['time', 64]).flatten();
expectShape<[null, '64*time']>(flat);
expectShape<[null, 'time', 64]>(flat.reshape([-1, 64]));
expectShape<[null, 'time', 8, 8]>(flat.reshape([-1, 8, 8]));
expectShape<[null, 'h*w', 3]>(any.flatten().reshape([-1, 3]));
flat.reshape([-1, 128]); // error
flat.reshape([64, 100]); // error
flat.dense(10); // error
input(['h', 'w', 'c']).conv2d(8, 3); // error
any.flatten().conv2d(8, 3); // error

// what is no axis
input(['time', 'a b']); // error
input(['w + h']); // error
input(['floor((time+1)/2)']); // error
input(['time', -3]); // error

// blocks
const residual = (x: SymbolicTensor<[null, 'time', 64]>) => x.dense(64).add(x);
expectShape<[null, 'time', 64]>(input(['time', 64]).apply(residual));
expectShape<[null, 'words', 64]>(input(['words', 64]).apply(residual));
expectShape<[null, 'words', 64]>(input(['words', 64]).apply((x) => x.dense(64).add(x)));

// a model on named axes is used on others: its outputs are worked out with what the names stand for there
const time = input(['time', 64]);
const windows = model({ inputs: time, outputs: time.reshape([-1, 8, 8]).conv2d(4, [3, 1]) });
expectShape<[null, 78, 8, 4]>(windows(input([80, 64])));
expectShape<[null, 'words - 2', 8, 4]>(windows(input(['words', 64])));
expectShape<[null, '2*n - 2', 8, 4]>(input(['2*n', 64]).apply(windows));
expectShape<[null, null, 8, 4]>(windows(input([null, 64])));
expectShape<[null, 2496]>(sequential([80, 64], [windows, layers.flatten()]).output);
windows(input([80, 65])); // error
windows(input([80])); // error
const square = input(['n', 'n', 3]);
const squares = model({ inputs: square, outputs: square.maxPooling2d(2) });
expectShape<[null, 14, 14, 3]>(squares(input([28, 28, 3])));
squares(input([28, 32, 3])); // error
squares(input(['h', 'w', 3])); // error
const unet = model({ inputs: image, outputs: u1 });
expectShape<[null, 256, 512, 1]>(unet(input([256, 512, 3])));
unet(input([250, 512, 3])); // error
sequential([250, 256, 3], [unet]); // error
const left = input(['n', 8]);
const right = input(['m', 8]);
const joint = model({ inputs: { left, right }, outputs: left.concatenate(right, { axis: 1 }) });
expectShape<[null, 30, 8]>(joint({ left: input([10, 8]), right: input([20, 8]) }));
const pair = model({ inputs: { a: left, b: input(['n', 8]) }, outputs: left });
expectShape<[null, 10, 8]>(pair({ a: input([10, 8]), b: input([10, 8]) }));
pair({ a: input([10, 8]), b: input([20, 8]) }); // error

// and on data
declare const pixels: Float32Array;
const trained = unet.compile({ loss: 'binaryCrossentropy' });
void trained.predict({ values: pixels, shape: [4, 32, 48, 3] });
const squaring = squares.compile({ loss: 'meanSquaredError' });
void squaring.predict({ values: pixels, shape: [4, 32, 32, 3] as const });
void squaring.predict({ values: pixels, shape: [4, 32, 48, 3] as const }); // error
