// Convolutional LSTMs: the window's shape, with the steps or without, the states, and one sentence.
import { input, layers, sequential, type ParamsOf, type SymbolicTensor } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const {
  bidirectional,
  lstm,
  convLstm1d,
  convLstm2d,
  convLstm3d,
  dense,
  globalAveragePooling2d,
  timeDistributed,
} = layers;
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare const check: <T extends true>() => void;
declare const flag: boolean;
const film = input([8, 28, 28, 3]);

expectShape<[null, 26, 26, 16]>(film.convLstm2d(16, 3));
expectShape<[null, 8, 26, 26, 16]>(film.convLstm2d(16, 3, { returnSequences: true }));
expectShape<[null, 8, 14, 28, 4]>(
  film.convLstm2d(4, [3, 5], { strides: [2, 1], padding: 'same', returnSequences: true }),
);
expectShape<[null, 24, 24, 4]>(film.convLstm2d(4, 3, { dilationRate: 2, goBackwards: true }));
expectShape<[null, 16, 26, 26]>(
  input([8, 3, 28, 28]).convLstm2d(16, 3, { dataFormat: 'channelsFirst', stateful: true }),
);
expectShape<[null, 'time', 26, 26, 16]>(
  input(['time', 28, 28, 3]).convLstm2d(16, 3, { returnSequences: true }),
);
expectShape<[null, 'height - 2', 26, 16]>(input([8, 'height', 28, 3]).convLstm2d(16, 3));
expectShape<[null, null, 26, 16]>(input([8, null, 28, 3]).convLstm2d(16, 3));
expectShape<[null, 26, 2]>(convLstm1d(2, 3)(input([8, 28, 3])));
expectShape<[null, 2, 3, 4, 5]>(convLstm3d(5, 3)(input([8, 4, 5, 6, 1])));
expectShape<[null, 1]>(
  sequential(
    [8, 28, 28, 3],
    [
      convLstm2d(8, 3, { returnSequences: true, dropout: 0.2 }),
      convLstm2d(4, 3),
      globalAveragePooling2d(),
      dense(1),
    ],
  ).output,
);
expectShape<[null, 4, 26, 26, 2]>(input([4, 8, 28, 28, 3]).timeDistributed(convLstm2d(2, 3)));
timeDistributed(convLstm1d(2, 3));

declare const some: SymbolicTensor<[null, number, number, number, number]>;
expectShape<[null, number, number, 4]>(some.convLstm2d(4, 3, { unroll: true }));
const either: SymbolicTensor = film.convLstm2d(4, 3, { returnSequences: flag });
either.shape;

const [last, h, c] = film.convLstm2d(4, 3, { returnState: true });
expectShape<[null, 26, 26, 4]>(last);
expectShape<[null, 26, 26, 4]>(c);
const [each, carry] = input([8, 9, 2]).convLstm1d(4, 2, { returnState: true, returnSequences: true });
expectShape<[null, 8, 8, 4]>(each);
expectShape<[null, 8, 4]>(carry);
expectShape<[null, 26, 26, 4]>(film.convLstm2d(4, 3, { initialState: [h, c] }));
expectShape<[null, 26, 26, 4]>(convLstm2d(4, 3)(film, { initialState: [h, c] }));

const net = sequential([8, 28, 28, 3], [convLstm2d(16, 3)]);
check<Equal<ParamsOf<typeof net>, 11008>>();
const bare = sequential([8, 28, 3], [convLstm1d(2, 3, { useBias: false })]);
check<Equal<ParamsOf<typeof bare>, 120>>();

input([28, 28, 3]).convLstm2d(16, 3); // error
film.convLstm2d(16, 3).convLstm2d(8, 3); // error
sequential([8, 28, 28, 3], [convLstm2d(8, 3), convLstm2d(4, 3)]); // error
convLstm1d(4, 3)(input([784])); // error
input([8, 2, 28, 3]).convLstm2d(16, 3); // error
input([8, 28, 28, null]).convLstm2d(16, 3); // error
input([null, 28, 28, 3]).convLstm2d(16, 3, { unroll: true }); // error
film.convLstm2d(0, 3); // error
film.convLstm2d(4, [3, 3, 3]); // error
film.convLstm2d(4, 3, { strides: 2, dilationRate: 2 }); // error
film.convLstm2d(4, 3, { padding: 'causal' }); // error
film.convLstm2d(4, 3, { groups: 2 }); // error
film.convLstm2d(8, 3, { initialState: [h, c] }); // error
film.convLstm2d(4, 3, { initialState: h }); // error
convLstm2d(4, 2)(film, { initialState: [h, c] }); // error
convLstm2d(4, 3, { initialState: [h, c] }); // error

// both ways: joined along the last axis
expectShape<[null, 26, 26, 32]>(film.bidirectional(convLstm2d(16, 3)));
expectShape<[null, 8, 26, 26, 16]>(
  film.bidirectional(convLstm2d(16, 3, { returnSequences: true }), { mergeMode: 'sum' }),
);
const [onward, backward] = film.bidirectional(convLstm2d(4, 3), { mergeMode: null });
expectShape<[null, 26, 26, 4]>(onward);
expectShape<[null, 26, 26, 4]>(backward);
const [both, h1] = film.bidirectional(convLstm2d(4, 3, { returnState: true, returnSequences: true }));
expectShape<[null, 8, 26, 26, 8]>(both);
expectShape<[null, 26, 26, 4]>(h1);
expectShape<[null, 26, 26, 8]>(bidirectional(convLstm2d(4, 3))(film, { initialState: [h1, h1, h1, h1] }));
expectShape<[null, 26, 26, 7]>(
  film.bidirectional(convLstm2d(4, 3), { backwardLayer: convLstm2d(3, 3, { goBackwards: true }) }),
);
expectShape<[null, 26, 26, 1]>(
  sequential([8, 28, 28, 3], [bidirectional(convLstm2d(4, 3)), dense(1)]).output,
);

input([28, 28, 3]).bidirectional(convLstm2d(4, 3)); // error
film.bidirectional(convLstm2d(4, 29)); // error
film.bidirectional(convLstm2d(4, 3), { backwardLayer: convLstm2d(4, 5, { goBackwards: true }) }); // error
const narrow = convLstm2d(3, 3, { goBackwards: true });
film.bidirectional(convLstm2d(4, 3), { mergeMode: 'sum', backwardLayer: narrow }); // error
film.bidirectional(convLstm2d(4, 3), { backwardLayer: lstm(4, { goBackwards: true }) }); // error
bidirectional(convLstm2d(4, 3))(film, { initialState: [h1, h1] }); // error
