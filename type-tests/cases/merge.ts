// Layers of several tensors: called at once, as a layer of their own, and as methods; one mistake is one error.
import { input, layers, type SymbolicTensor } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const { add, concatenate, conv2d } = layers;
const low = input([44, 44, 128]);
const high = input([88, 88, 128]);
const thin = input([44, 44, 64]);
const row = input([784]);
declare const many: SymbolicTensor<[null, 64]>[];
declare const cond: boolean;
const either = cond ? low : thin;

expectShape<[null, 44, 44, 192]>(concatenate([low, thin]));
expectShape<[null, 44, 44, 192]>(concatenate()([low, thin]));
expectShape<[null, 44, 44, 192]>(low.concatenate(thin));
expectShape<[null, 44, 44, 256]>(low.concatenate([thin, thin]));
expectShape<[null, 132, 44, 128]>(concatenate([low, low, low], { axis: 1, name: 'tall' }));
expectShape<[null, 132, 44, 128]>(concatenate({ axis: 1, name: 'tall' })([low, low, low]));
expectShape<[null, 44, 44, 128]>(add([low, low]));
expectShape<[null, 44, 44, 128]>(add({ name: 'sum' })([low, low, input([1, 1, 128])]));
expectShape<[null, 44, 44, 128]>(add([low, low], { name: 'sum' }));
expectShape<[null, 44, 44, 192] | [null, 44, 44, 128]>(concatenate([either, thin]));
// any number of tensors: what does not hang on how many there are is known
expectShape<[null, 64]>(add(many));
expectShape<[null, 64]>(input([64]).add(many));
expectShape<[null, number]>(concatenate(many));
expectShape<[null, 64]>(concatenate()(many).dense(64));

// what was meant is unknown where tensors disagree, and the rest of the chain stays quiet
concatenate([low, high]).conv2d(3, 3).conv2d(64, 3).flatten().dense(10); // error
concatenate([low, thin, high, thin, high]).conv2d(3, 3); // error
low.concatenate([thin, high]).conv2d(3, 3).upSampling2d(2).concatenate(high).conv2d(1, 1); // error
low.add(high).add(low).conv2d(3, 3).maxPooling2d(2); // error
low.add(thin).conv2d(3, 3).maxPooling2d(2); // error
add([low, low, thin, low, high]); // error
add()([low, low, thin, low]); // error
add([input([8, 3]), input([8, 4])]); // error
row.add(input([10])).dense(3); // error
concatenate([low, low, row]).conv2d(3, 3); // error
low.concatenate(row).conv2d(3, 3); // error
concatenate([low, low], { axis: 4 }); // error
concatenate({ axis: 4 })([low, low]); // error
low.concatenate(low, { axis: 4 }); // error
add([either, thin]); // error
add([low]); // error
concatenate()([]); // error
add()([low]); // error
low.add([]); // error
concatenate([low, low], { axes: 1 }); // error
low.apply(add()); // error
low.apply(conv2d(128, 1)).add(thin); // error
add()(low); // error
