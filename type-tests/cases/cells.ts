// Cells, over the steps of a sequence and by themselves: what the last one gives, the states of each, and one sentence.
import { input, layers, sequential, type ParamsOf, type SymbolicTensor } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const {
  bidirectional,
  dense,
  gruCell,
  lstm,
  lstmCell,
  rnn,
  simpleRNNCell,
  stackedRNNCells,
  timeDistributed,
} = layers;
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare const check: <T extends true>() => void;
declare const flag: boolean;
const days = input([20, 8]);

expectShape<[null, 8]>(input([10, 4]).rnn(lstmCell(8)));
expectShape<[null, 10, 4]>(input([10, 4]).rnn([lstmCell(8), gruCell(4)], { returnSequences: true }));
expectShape<[null, 5]>(rnn(simpleRNNCell(5))(days));
expectShape<[null, 'time', 32]>(
  input(['time', 8]).rnn(stackedRNNCells([gruCell(16), gruCell(32)]), { returnSequences: true }),
);
expectShape<[null, null, 5]>(input([null, 8]).rnn(gruCell(5), { returnSequences: true, goBackwards: true }));
sequential([20, 8], [rnn([lstmCell(8), lstmCell(4)], { returnSequences: true }), lstm(8), dense(1)]);
expectShape<[null, 4]>(days.rnn(stackedRNNCells([lstmCell(8), stackedRNNCells([gruCell(4)])])));

// states: of each cell, the first one's first
const [code, h, c] = days.rnn(lstmCell(64), { returnState: true });
expectShape<[null, 64]>(code);
expectShape<[null, 64]>(c);
const [each, h1, c1, h2] = days.rnn([lstmCell(8), gruCell(4)], { returnState: true, returnSequences: true });
expectShape<[null, 20, 4]>(each);
expectShape<[null, 8]>(h1);
expectShape<[null, 4]>(h2);
expectShape<[null, 64]>(days.rnn(lstmCell(64), { initialState: [h, c] }));
expectShape<[null, 4]>(rnn([lstmCell(8), gruCell(4)])(days, { initialState: [h1, c1, h2] }));
expectShape<[null, 4]>(days.rnn(gruCell(4), { initialState: h2 }));
const either: SymbolicTensor | readonly SymbolicTensor[] = days.rnn(gruCell(4), { returnState: flag });

// one step
const [y, next] = gruCell(4)(input([8]), { states: h2 });
expectShape<[null, 4]>(y);
expectShape<[null, 4]>(next);
const [, before, carry] = input([8]).lstmCell(64, { states: [h, c] });
expectShape<[null, 64]>(before);
expectShape<[null, 64]>(carry);
const [last, ...states] = stackedRNNCells([lstmCell(8), simpleRNNCell(3)])(input([8]));
expectShape<[null, 3]>(last);
expectShape<[null, 8]>(states[1]);

// in other layers
expectShape<[null, 16]>(days.bidirectional(rnn(lstmCell(8))));
const [both, , , g, , , gBack] = bidirectional(rnn([lstmCell(8), gruCell(4)], { returnState: true }))(days);
expectShape<[null, 8]>(both);
expectShape<[null, 4]>(g);
expectShape<[null, 4]>(gBack);
expectShape<[null, 3, 2]>(input([3, 20, 8]).timeDistributed(rnn([gruCell(2)])));
timeDistributed(gruCell(3));

// what weights hold
const net = sequential([20, 8], [rnn([lstmCell(8), gruCell(4)]), dense(1)]);
check<Equal<ParamsOf<typeof net>, 717>>();
const plain = sequential([20, 8], [rnn(simpleRNNCell(4, { useBias: false })), dense(1, { useBias: false })]);
check<Equal<ParamsOf<typeof plain>, 52>>();
const reset = sequential([20, 8], [rnn(gruCell(4, { resetAfter: false }))]);
check<Equal<ParamsOf<typeof reset>, 156>>();
const shared = lstmCell(8);
const twice = sequential([20, 8], [rnn(shared, { returnSequences: true }), rnn(shared)]);
check<Equal<ParamsOf<typeof twice>, number>>();
const unsaid = sequential([20, 8], [rnn(gruCell(4, { useBias: flag }))]);
check<Equal<ParamsOf<typeof unsaid>, number>>();
either;

input([784]).rnn(lstmCell(64)); // error
days.rnn(lstmCell(64)).rnn(lstmCell(32)); // error
sequential([20, 8], [rnn(lstmCell(64)), rnn(gruCell(32)), dense(1)]); // error
input(['time', null]).rnn([gruCell(4), gruCell(4)]); // error
input([null, 8]).rnn(gruCell(4), { unroll: true }); // error
days.rnn(lstm(8)); // error
rnn(dense(8)); // error
days.rnn([lstmCell(8), dense(4)]); // error
stackedRNNCells([lstm(8), lstmCell(8)]); // error
days.rnn(lstmCell); // error
days.rnn(lstmCell(0)); // error
gruCell(2.5); // error
lstmCell(8, { resetAfter: true }); // error
lstmCell(8, { activityRegularizer: 'l2' }); // error
rnn(lstmCell(8), { returnSequence: true }); // error
days.rnn(lstmCell(8), { initialState: [h, c] }); // error
days.rnn([lstmCell(8), gruCell(4)], { initialState: [h1, h2] }); // error
rnn(lstmCell(64))(days, { initialState: h }); // error
rnn(lstmCell(64), { initialState: [h, c] }); // error
days.lstmCell(8); // error
gruCell(4)(input([null])); // error
gruCell(8)(input([8]), { states: h2 }); // error
sequential([8], [gruCell(8), dense(1)]); // error
bidirectional(rnn(gruCell(8)))(days, { initialState: [h1] }); // error
bidirectional(gruCell(8)); // error
expectShape<[null, 16]>(days.bidirectional(rnn(gruCell(8)), { initialState: [input([8]), input([8])] }));
days.bidirectional(rnn(gruCell(8)), { initialState: [input([8]), input([4])] }); // error
