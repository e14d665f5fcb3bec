// Layers that take further tensors by role, called on a tensor that is one of two, or as Keras has it: on a list, or on several.
import { input, layers } from 'shapewright';
import { expectShape } from 'shapewright/testing';

declare const either: boolean;
const { lstm, gru, simpleRNN, bidirectional, rnn, lstmCell, convLstm1d } = layers;
const { attention, additiveAttention, multiHeadAttention, groupedQueryAttention } = layers;
const [short, long, flat] = [input([5, 8]), input([9, 8]), input([8])];
const steps = either ? short : long;
const odd = either ? short : flat;

// both fit
expectShape<[null, 3]>(lstm(3)(steps));
expectShape<[null, 5, 3] | [null, 9, 3]>(gru(3, { returnSequences: true })(steps));
expectShape<[null, 3]>(simpleRNN(3)(steps, { initialState: [input([3])] }));
expectShape<[null, 6]>(bidirectional(lstm(3))(steps));
expectShape<[null, 4]>(rnn(lstmCell(4))(steps));
expectShape<[null, 5, 8] | [null, 9, 8]>(attention()(steps, { value: long }));
expectShape<[null, 5, 8] | [null, 9, 8]>(
  multiHeadAttention(2, 4)(steps, { value: long, useCausalMask: true }),
);

// one does not
lstm(3)(odd); // error
gru(3)(odd); // error
simpleRNN(3)(odd); // error
bidirectional(lstm(3))(odd); // error
rnn(lstmCell(4))(odd); // error
convLstm1d(3, 2)(either ? input([5, 8, 2]) : short); // error
attention()(odd, { value: long }); // error
multiHeadAttention(2, 4)(odd, { value: long }); // error
multiHeadAttention(2, 4)(steps, { value: flat }); // error
lstm(3)(steps, { initialState: [input([4]), input([4])] }); // error

// a list: the others go by role
attention()([short, long]); // error
additiveAttention()([short, long]); // error
multiHeadAttention(2, 4)([short, long]); // error
groupedQueryAttention(4, 2, 1)([short, long]); // error
lstm(3)([short, flat]); // error
gru(3)([short, flat]); // error
bidirectional(lstm(3))([short, flat]); // error
rnn(lstmCell(4))([short, flat]); // error

// another tensor behind the first
attention()(short, long); // error
additiveAttention()(short, long); // error
multiHeadAttention(2, 4)(short, short); // error
groupedQueryAttention(4, 2, 1)(short, short); // error
lstm(3)(short, flat); // error
gru(3)(short, flat); // error
simpleRNN(3)(short, flat); // error
convLstm1d(3, 2)(input([5, 8, 2]), flat); // error
bidirectional(lstm(3))(short, flat); // error
rnn(lstmCell(4))(short, flat); // error
lstmCell(4)(flat, flat); // error
multiHeadAttention(2, 4)(short, { valu: long }); // error
