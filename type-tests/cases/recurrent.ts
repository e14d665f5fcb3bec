// Recurrent layers: the last output or each step's, names kept, and one sentence for what is no sequence.
import { input, layers, sequential, type SymbolicTensor } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const { dense, gru, lstm, simpleRNN } = layers;
const days = input([20, 8]);

expectShape<[null, 64]>(days.lstm(64));
expectShape<[null, 20, 64]>(days.lstm(64, { returnSequences: true }));
expectShape<[null, 20, 64]>(days.gru(64, { returnSequences: true, unroll: true, goBackwards: true }));
expectShape<[null, 5]>(days.simpleRNN(5, { dropout: 0.2, recurrentDropout: 0.2, stateful: true }));
expectShape<[null, null, 5]>(input([null, 8]).simpleRNN(5, { returnSequences: true }));
expectShape<[null, 'time', 32]>(input(['time', 8]).lstm(32, { returnSequences: true }));
expectShape<[null, 1]>(input(['time', 8]).lstm(64, { returnSequences: true }).gru(32).dense(1));
expectShape<[null, 16]>(input([200], { dtype: 'int32' }).embedding(1000, 8, { maskZero: true }).lstm(16));
const shared = lstm(4, { recurrentActivation: 'hardSigmoid', unitForgetBias: false, activation: 'relu' });
expectShape<[null, 4]>(shared(days));
sequential([20, 8], [gru(8, { returnSequences: true, resetAfter: false }), lstm(8), dense(1)]);

declare const some: SymbolicTensor<[null, number, number]>;
declare const flag: boolean;
expectShape<[null, 4]>(some.lstm(4, { unroll: true }));
const either: SymbolicTensor = days.lstm(4, { returnSequences: flag });

// states: given beside the output, taken to begin with
const [code, h, c] = days.lstm(64, { returnState: true });
expectShape<[null, 64]>(code);
expectShape<[null, 64]>(c);
const [each, last] = input(['time', 8]).gru(32, { returnState: true, returnSequences: true });
expectShape<[null, 'time', 32]>(each);
expectShape<[null, 32]>(last);
expectShape<[null, 'time', 64]>(input(['time', 3]).lstm(64, { initialState: [h, c], returnSequences: true }));
expectShape<[null, 64]>(lstm(64)(days, { initialState: [h, c] }));
expectShape<[null, 32]>(days.gru(32, { initialState: last }));
expectShape<[null, 32]>(days.simpleRNN(32, { initialState: [last] }));
const both: SymbolicTensor | readonly SymbolicTensor[] = days.gru(4, { returnState: flag });
days.lstm(32, { initialState: [h, c] }); // error
days.lstm(64, { initialState: h }); // error
days.lstm(64, { initialState: [h, c, c] }); // error
days.gru(64, { initialState: [h, c] }); // error
days.gru(16, { initialState: last }); // error
lstm(32)(days, { initialState: [h, c] }); // error
lstm(64, { initialState: [h, c] }); // error
sequential([20, 8], [lstm(64, { returnState: true }), dense(1)]); // error
input([8]).lstm(64, { initialState: [h, c] }); // error
both;

input([784]).lstm(64); // error
days.lstm(64).lstm(32); // error
days.gru(64).gru(32, { returnSequences: true }); // error
sequential([20, 8], [lstm(64), simpleRNN(32), dense(1)]); // error
lstm(64)(input([28, 28, 1])); // error
input(['time', null]).gru(4); // error
input(['time', 'features']).simpleRNN(4); // error
input(['time', 8]).lstm(4, { unroll: true }); // error
input([null, 8]).gru(4, { unroll: true }); // error
days.lstm(0); // error
days.gru(2.5); // error
lstm(64, { returnSequence: true }); // error
simpleRNN(64, { recurrentActivation: 'sigmoid' }); // error
lstm(64, { resetAfter: true }); // error
gru(64, { recurrentActivation: 'sigmoidal' }); // error
lstm(); // error
either.shape;
