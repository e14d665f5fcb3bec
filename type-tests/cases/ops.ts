// Operations between layers: exact shapes, and the sentence where they do not fit.
import { input, model, ops, type SymbolicTensor } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const a = input([4]);
const m = input([3, 4]);
const image = input([28, 28, 3]);
declare const wide: SymbolicTensor;
declare const n: number;

// number by number
expectShape<[null, 3, 4]>(ops.relu(m));
expectShape<[null, 4]>(ops.gelu(a, { approximate: false, name: 'smooth' }));
expectShape<[null, 3, 4]>(ops.add(m, 1));
expectShape<[null, 3, 4]>(ops.subtract(1, m));
expectShape<[null, 3, 4]>(ops.multiply(m, [1, 2, 3, 4]));
expectShape<[null, 3, 4]>(ops.multiply(m, [[1], [2], [3]]));
expectShape<[null, 3, 4]>(ops.add(m, input([1, 4])));
expectShape<[3, 4]>(ops.add(ops.mean(m, { axis: 0 }), 1));
expectShape<[null, 3, 4]>(ops.add(m, ops.mean(m, { axis: 0 })));
expectShape<[null, 4]>(ops.where(ops.greater(a, 0), a, 0));
expectShape<[null, 4]>(ops.cast(ops.logicalAnd(ops.less(a, 1), ops.greater(a, 0)), 'float32'));
expectShape<readonly (string | number | null)[]>(ops.exp(wide));
ops.add(m, input([5])); // error
ops.add(m, [1, 2, 3]); // error
ops.multiply(2, 3); // error
ops.where(ops.greater(a, 0), m, 0);
ops.relu(3); // error
ops.leakyRelu(a, { slope: 3 }); // error

// along axes
expectShape<[null, 4]>(ops.mean(m, { axis: 1 }));
expectShape<[null, 3]>(ops.mean(m, { axis: -1 }));
expectShape<[null, 3, 1]>(ops.sum(m, { axis: -1, keepdims: true }));
expectShape<[null, 3]>(ops.max(image, { axis: [1, 2] }));
expectShape<[null, 1, 1, 3]>(ops.min(image, { axis: [1, 2], keepdims: true }));
expectShape<[]>(ops.var(m));
expectShape<readonly (string | number | null)[]>(ops.mean(m, { axis: n }));
expectShape<[null, 3]>(ops.argmax(m, { axis: -1 }));
expectShape<[null, 3, 4]>(ops.softmax(m, { axis: 1 }));
expectShape<[null, 3, 4]>(ops.cumsum(m, { axis: 1 }));
ops.mean(m, { axis: 3 }); // error
ops.mean(m, { axis: [1, -4] }); // error
ops.softmax(a, { axis: 2 }); // error

// axes
expectShape<[null, 12]>(ops.reshape(m, [-1, 12]));
expectShape<[null, 2, 6]>(ops.reshape(m, [-1, 2, 6]));
expectShape<[null, 4, 3]>(ops.transpose(m, [0, 2, 1]));
expectShape<[4, 3, null]>(ops.transpose(m));
expectShape<[null, 4, 3]>(ops.swapaxes(m, 1, -1));
expectShape<[null, 28, 3, 28]>(ops.moveaxis(image, 1, -1));
expectShape<[null, 1, 4]>(ops.expandDims(a, 1));
expectShape<[null, 4, 1]>(ops.expandDims(a, -1));
expectShape<[null, 1, 4, 1]>(ops.expandDims(a, [1, -1]));
expectShape<[null, 4]>(ops.squeeze(input([1, 4]), { axis: 1 }));
expectShape<[null, 4]>(ops.squeeze(input([1, 4])));
expectShape<[5, 3, 4]>(ops.broadcastTo(ops.mean(m, { axis: 0 }), [5, 3, 4]));
ops.reshape(m, [-1, -1]); // error
ops.reshape(ops.mean(m, { axis: 0 }), [5, -1]); // error
ops.transpose(m, [0, 1]); // error
ops.transpose(m, [0, 1, 1]); // error
ops.expandDims(a, 4); // error
ops.squeeze(m, { axis: 1 }); // error
ops.swapaxes(m, 1, 3); // error
ops.moveaxis(m, 5, 1); // error

// several of one, and one of several
expectShape<[null, 8]>(ops.concatenate([a, a], { axis: -1 }));
expectShape<[null, 5, 4]>(ops.concatenate([m, input([2, 4])], { axis: 1 }));
expectShape<[null, 2, 4]>(ops.stack([a, a], { axis: 1 }));
const [left, right] = ops.split(m, 2, { axis: -1 });
expectShape<[null, 3, 2]>(left);
expectShape<[null, 3, 2]>(right);
expectShape<[null, 3, 3]>(ops.split(m, [1], { axis: 2 })[1]);
expectShape<[null, 4]>(ops.unstack(m, { axis: 1 })[2]);
ops.concatenate([m, input([2, 5])], { axis: 1 }); // error
ops.stack([a, input([5])], { axis: 1 }); // error
ops.split(m, 3, { axis: -1 }); // error
ops.split(m, [3, 2], { axis: -1 }); // error
ops.unstack(m); // error

// parts
expectShape<[null, 4]>(ops.getItem(m, [':', 0]));
expectShape<[null, 4]>(ops.getItem(m, [':', -1, ':']));
expectShape<[null, 2, 4]>(ops.getItem(m, [':', '1:']));
expectShape<[null, 2, 4]>(ops.getItem(m, [':', '::2', '::-1']));
expectShape<[null, 3, 2]>(ops.getItem(m, ['...', ':2']));
expectShape<[null, 1, 3, 4]>(ops.getItem(m, [':', null]));
expectShape<[null, 26, 26, 3]>(ops.getItem(image, [':', '1:-1', '1:-1', ':']));
expectShape<[3, 4]>(ops.getItem(m, 0));
expectShape<[1, 2, 3]>(ops.slice(m, [0, 1, 0], [1, 2, 3]));
expectShape<[null, 2, 4]>(ops.take(m, [2, 0], { axis: 1 }));
expectShape<[null, 4]>(ops.take(m, 0, { axis: 1 }));
expectShape<[null, 6, 5]>(
  ops.pad(m, [
    [0, 0],
    [1, 2],
    [0, 1],
  ]),
);
expectShape<[null, 6, 4]>(ops.tile(m, [1, 2, 1]));
expectShape<[null, 6, 4]>(ops.repeat(m, 2, { axis: 1 }));
expectShape<[null, 3, 4]>(ops.flip(m, { axis: 1 }));
expectShape<[null, 3, 4]>(ops.roll(m, 1, { axis: 1 }));
expectShape<[null, 4, 10]>(ops.oneHot(a, 10));
ops.getItem(m, [':', 3]); // error
ops.getItem(m, [':', ':', ':', 0]); // error
ops.slice(m, [0, 1], [1, 2]); // error
// prettier-ignore
ops.pad(m, [[0, 0], [1, 2]]); // error
ops.take(m, [2, 0], { axis: 4 }); // error

// products
expectShape<[null, 3, 2]>(ops.matmul(m, input([4, 2])));
expectShape<[null, 3, 2]>(
  ops.matmul(m, [
    [1, 2],
    [3, 4],
    [5, 6],
    [7, 8],
  ]),
);
expectShape<[null, 3, 3]>(ops.einsum('bij,bkj->bik', [m, m]));
expectShape<[null, 2]>(
  ops.dot(a, [
    [1, 2],
    [3, 4],
    [5, 6],
    [7, 8],
  ]),
);
expectShape<[null, 3, 1]>(ops.tensordot(m, [[1], [2], [3], [4]], { axes: 1 }));
expectShape<[null, 14, 14, 3]>(ops.maxPool(image, 2));
expectShape<[null, 14, 14, 3]>(ops.averagePool(image, 3, { strides: 2, padding: 'same' }));
expectShape<[null, 64, 48, 3]>(ops.image.resize(image, [64, 48]));
ops.matmul(m, input([3, 2])); // error
ops.einsum('bij,bkj->bik', [m, input([3, 5])]); // error
ops.einsum('bij->bj', [a]); // error
ops.einsum('bij->bk', [m]); // error
ops.dot(a, [[1, 2]]); // error
ops.maxPool(m, 2); // error
ops.maxPool(image, 30); // error
ops.image.resize(m, 5); // error

// in models
const whole = model({ inputs: m, outputs: ops.mean(ops.relu(m.dense(8)), { axis: 1 }) });
expectShape<[null, 8]>({ shape: whole.outputShape });
const chained = m
  .dense(8)
  .apply((x) => ops.multiply(x, 2))
  .dense(3)
  .toModel();
expectShape<[null, 3, 3]>({ shape: chained.outputShape });
