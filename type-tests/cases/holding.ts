// Layers that hold layers: the inner rule is used by the outer one, and says its sentence through it.
import { block, input, layers, sequential } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const { conv2d, dense, flatten, timeDistributed } = layers;

expectShape<[null, 8, 62, 62, 16]>(input([8, 64, 64, 3]).timeDistributed(conv2d(16, 3)));
expectShape<[null, null, 10]>(timeDistributed(dense(10))(input([null, 4])));
expectShape<[null, 'time', 10]>(input(['time', 4]).timeDistributed(dense(10)));
expectShape<[null, 3, 4, 2]>(input([3, 4, 5]).timeDistributed(timeDistributed(dense(2))));
expectShape<[null, 3, 2]>(
  sequential([3, 8, 8, 1], [timeDistributed(block([conv2d(2, 3), flatten(), dense(2)]))]).output,
);
expectShape<[null, 3, 7]>(input([3, 5]).timeDistributed(sequential([5], [dense(7)])));

input([4]).timeDistributed(dense(3)); // error
input([3, 4]).timeDistributed(conv2d(16, 3)); // error
timeDistributed(conv2d(16, 3))(input([3, 4])); // error
sequential([3, 4], [timeDistributed(conv2d(16, 3))]); // error
input([3, 4]).timeDistributed(sequential([5], [dense(7)])); // error
input([3, 4]).timeDistributed(dense); // error
