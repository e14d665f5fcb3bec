// Layers that hold layers: the inner rule is used by the outer one, and says its sentence through it.
import { block, input, layers, sequential } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const { bidirectional, conv2d, dense, dropout, flatten, gru, lstm, simpleRNN, timeDistributed } = layers;

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

// both ways over the steps
const days = input([20, 8]);
expectShape<[null, 128]>(days.bidirectional(lstm(64)));
expectShape<[null, 'time', 24]>(input(['time', 8]).bidirectional(gru(12, { returnSequences: true })));
expectShape<[null, 64]>(bidirectional(simpleRNN(64), { mergeMode: 'ave' })(days));
expectShape<[null, 5]>(days.bidirectional(lstm(3), { backwardLayer: gru(2, { goBackwards: true }) }));
expectShape<[null, 1]>(
  sequential([20, 8], [bidirectional(lstm(8, { returnSequences: true })), bidirectional(gru(4)), dense(1)])
    .output,
);
const [there, back] = days.bidirectional(lstm(3, { returnSequences: true }), { mergeMode: null });
expectShape<[null, 20, 3]>(there);
expectShape<[null, 20, 3]>(back);
const [joined, h, c, hBack, cBack] = days.bidirectional(lstm(3, { returnState: true }));
expectShape<[null, 6]>(joined);
expectShape<[null, 3]>(cBack);
expectShape<[null, 6]>(bidirectional(lstm(3))(days, { initialState: [h, c, hBack, cBack] }));
expectShape<[null, 6]>(bidirectional(gru(3))(days, { initialState: [h, hBack] }));

days.bidirectional(dense(3)); // error
bidirectional(dropout(0.5)); // error
bidirectional(sequential([20, 8], [lstm(3)])); // error
input([8]).bidirectional(lstm(3)); // error
days.bidirectional(lstm(3)).bidirectional(lstm(3)); // error
sequential([20, 8], [bidirectional(lstm(3)), lstm(2)]); // error
input([null, 8]).bidirectional(lstm(3, { unroll: true })); // error
bidirectional(lstm(3))(days, { initialState: [h, c] }); // error
bidirectional(gru(4))(days, { initialState: [h, hBack] }); // error
days.bidirectional(lstm(3), { mergeMode: 'sum', backwardLayer: gru(2, { goBackwards: true }) }); // error
days.bidirectional(lstm(3), { backwardLayer: dense(2) }); // error
days.bidirectional(lstm(3), { backwardLayer: lstm(3, { goBackwards: true, returnSequences: true }) }); // error
days.bidirectional(lstm(3), { mergeMode: 'add' }); // error

// what a normalized kernel gives is what its layer gives
const { batchNormalization, embedding, separableConv2d, spectralNormalization } = layers;
const picture = input([28, 28, 1]);
expectShape<[null, 26, 26, 32]>(picture.spectralNormalization(conv2d(32, 3)));
expectShape<[null, 26, 26, 32]>(spectralNormalization(conv2d(32, 3), { powerIterations: 2 })(picture));
expectShape<[null, 'time', 64]>(input(['time']).spectralNormalization(embedding(9, 64)));
expectShape<[null, 3]>(sequential([8], [spectralNormalization(dense(3))]).output);

picture.spectralNormalization(lstm(3)); // error
picture.spectralNormalization(batchNormalization()); // error
spectralNormalization(separableConv2d(3, 2)); // error
picture.spectralNormalization(conv2d(32, 30)); // error
spectralNormalization(conv2d(32, 30))(picture); // error
sequential([28, 28], [spectralNormalization(conv2d(32, 3))]); // error
spectralNormalization(dense(3), { powerIterations: 0 }); // error
spectralNormalization(dense); // error
