// Attention: what a query, values, keys and masks must have in common, on named axes too.
import { input, layers, sequential, type SymbolicTensor } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const { dense, flatten, layerNormalization, multiHeadAttention } = layers;
const text = input(['time', 64]);
const other = input(['words', 32]);
const words = input(['words', 64]);
const days = input([7, 8]);

expectShape<[null, 'time', 64]>(text.multiHeadAttention(8, 16));
expectShape<[null, 'time', 64]>(text.multiHeadAttention(8, 16, { value: other }));
expectShape<[null, 'time', 64]>(multiHeadAttention(8, 16)(text, { value: other, key: input(['words', 5]) }));
expectShape<[null, 7, 5]>(days.multiHeadAttention(2, 3, { outputShape: 5, useCausalMask: true }));
expectShape<[null, 7, 5, 2]>(days.multiHeadAttention(2, 3, { outputShape: [5, 2] }));
expectShape<[null, 9, 7, 8]>(input([9, 7, 8]).multiHeadAttention(2, 3, { attentionAxes: 2 }));
expectShape<[null, 7, 8]>(
  days.multiHeadAttention(2, 3, { value: input([9, 3]), attentionMask: input([7, 9]) }),
);
expectShape<[null, 7, 8]>(
  days.multiHeadAttention(2, 3, { value: input([9, 3]), attentionMask: input([1, 9]) }),
);
expectShape<[null, 'time', 64]>(
  text.multiHeadAttention(8, 16, {
    value: other,
    key: words,
    attentionMask: input(['time', 'words']),
    queryMask: input(['time']),
    valueMask: input(['words']),
    keyMask: input(['words']),
  }),
);
expectShape<[null, 7, 8]>(multiHeadAttention(2, 3)(days, { queryMask: input([7]), valueMask: input([7]) }));
const [seen, scores] = multiHeadAttention(2, 3, { returnAttentionScores: true })(text, { value: other });
expectShape<[null, 'time', 64]>(seen);
expectShape<[null, 2, 'time', 'words']>(scores);
expectShape<[null, 56]>(sequential([7, 8], [multiHeadAttention(2, 3), flatten()]).output);
expectShape<[null, 7, 8]>(days.apply(multiHeadAttention(2, 3)));

// an encoder of a Transformer, at any length
const encoder = (x: SymbolicTensor<[null, 'time', 64]>) => {
  const heard = x.add(x.layerNormalization().multiHeadAttention(4, 16, { dropout: 0.1 }));
  const inner = heard.apply(layerNormalization()).dense(256, { activation: 'gelu' });
  return heard.add(inner.apply(dense(64)));
};
expectShape<[null, 'words', 64]>(input(['words', 64]).apply(encoder).apply(encoder));
expectShape<[null, 20, 64]>(input([20, 64]).apply(encoder));

input([3]).multiHeadAttention(2, 3); // error
input([3, null]).multiHeadAttention(2, 3); // error
days.multiHeadAttention(0, 3); // error
days.multiHeadAttention(2, -3); // error
days.multiHeadAttention(2, 3, { value: input([3]) }); // error
days.multiHeadAttention(2, 3, { value: input([3, null]) }); // error
multiHeadAttention(2, 3)(days, { value: input([9, 3]), key: input([8, 3]) }); // error
multiHeadAttention(2, 3)(text, { value: other, key: text }); // error
multiHeadAttention(2, 3)(days, { value: input([9, 3]), attentionMask: input([7, 8]) }); // error
multiHeadAttention(2, 3)(days, { attentionMask: input([7]) }); // error
days.multiHeadAttention(2, 3, { queryMask: input([9]) }); // error
days.multiHeadAttention(2, 3, { value: input([9, 3]), valueMask: input([7]) }); // error
multiHeadAttention(2, 3)(days, { value: input([9, 3]), keyMask: input([7]) }); // error
multiHeadAttention(2, 3)(input([9, 7, 8]), { queryMask: input([9]) }); // error
multiHeadAttention(2, 3)(days, { valu: days }); // error
multiHeadAttention(2, 3, { value: days }); // error
text.multiHeadAttention(4, 16).add(text.dense(32)); // error

// without heads: any sizes, and names, but keys as long as queries
const { attention, additiveAttention } = layers;
expectShape<[null, 'time', 64]>(text.attention());
expectShape<[null, 'time', 64]>(text.attention({ value: words, useScale: true }));
expectShape<[null, 'time', 32]>(attention()(text, { value: other, key: words }));
expectShape<[null, 'time', 32]>(text.attention({ value: other, key: words, scoreMode: 'concat' }));
expectShape<[null, 7, 8]>(days.attention({ queryMask: input([7]), valueMask: input([7]) }));
expectShape<[null, 7, 8]>(days.additiveAttention({ value: input([9, 8]), valueMask: input([9]) }));
expectShape<[null, 9, 7, 5]>(input([9, 7, 8]).attention({ value: input([9, 2, 5]), key: input([9, 2, 8]) }));
expectShape<[null, 3, null]>(input([3, null]).attention());
expectShape<[null, 3, 'width']>(input([3, 'width']).additiveAttention({ useScale: false }));
const [found, weighed] = days.attention({ value: input([9, 8]), returnAttentionScores: true });
expectShape<[null, 7, 8]>(found);
expectShape<[null, 7, 9]>(weighed);
const [sought, likeness] = additiveAttention({ returnAttentionScores: true })(text, { value: words });
expectShape<[null, 'time', 64]>(sought);
expectShape<[null, 'time', 'words']>(likeness);
expectShape<[null, 7, 8]>(sequential([7, 8], [attention(), additiveAttention()]).output);
expectShape<[null, 7, 8]>(days.apply(attention({ useCausalMask: true })));

multiHeadAttention(2, 3)(days).toModel();
attention()(days).toModel();
attention()(days, { value: input([9, 8]) }).toModel(); // error
input([3]).attention(); // error
input([3]).attention({ useScale: true }); // error
input([3, null]).additiveAttention(); // error
sequential([3], [attention()]); // error
days.attention({ value: input([8]) }); // error
days.attention({ value: input([9, 3]) }); // error
attention()(days, { value: input([9, 3]) }); // error
attention()(days, { value: input([9, 3]), key: input([9, 4]) }); // error
attention()(days, { value: input([9, 3]), key: input([7, 8]) }); // error
text.attention({ value: input(['words', 'width']) }); // error
input([9, 7, 8]).additiveAttention({ value: input([5, 7, 8]) }); // error
days.attention({ queryMask: input([9]) }); // error
days.attention({ value: input([9, 8]), valueMask: input([7]) }); // error
input([9, 7, 8]).attention({ queryMask: input([9]) }); // error
days.attention({ scoreMode: 'sum' }); // error
days.attention({ useScales: true }); // error
attention()(days, { attentionMask: days }); // error
attention({ value: days }); // error

// heads of a query that share those of keys and values
const { groupedQueryAttention } = layers;
expectShape<[null, 'time', 64]>(text.groupedQueryAttention(8, 8, 2));
expectShape<[null, 'time', 64]>(text.groupedQueryAttention(8, 8, 1, { value: words, key: other }));
expectShape<[null, 7, 8]>(groupedQueryAttention(2, 4, 4, { useGate: true })(days, { useCausalMask: true }));
expectShape<[null, 7, 8]>(sequential([7, 8], [groupedQueryAttention(2, 4, 2, { slidingWindow: 3 })]).output);
expectShape<[null, 7, 8]>(
  days.groupedQueryAttention(2, 4, 2, { value: input([9, 8]), attentionMask: input([7, 9]) }),
);
const [shared, ofHeads] = groupedQueryAttention(2, 4, 2, { returnAttentionScores: true })(text, {
  value: words,
});
expectShape<[null, 'time', 64]>(shared);
expectShape<[null, 4, 'time', 'words']>(ofHeads);

input([3]).groupedQueryAttention(2, 4, 2); // error
input([9, 7, 8]).groupedQueryAttention(2, 4, 2); // error
input([3, null]).groupedQueryAttention(2, 4, 2); // error
days.groupedQueryAttention(0, 4, 2); // error
days.groupedQueryAttention(2, 0, 2); // error
days.groupedQueryAttention(2, 4, 0); // error
days.groupedQueryAttention(2, 8, 3); // error
days.groupedQueryAttention(2, 4, 2, { value: input([9, 3]) }); // error
groupedQueryAttention(2, 4, 2)(days, { value: input([9, 8]), key: input([7, 8]) }); // error
groupedQueryAttention(2, 4, 2)(days, { value: input([9, 8]), attentionMask: input([7, 8]) }); // error
groupedQueryAttention(2, 4, 2)(days, { value: input([9, 8]), keyMask: input([7]) }); // error
days.groupedQueryAttention(2, 4, 2, { queryMask: input([9]) }); // error
const grid = input([4, 5, 8]);
const [, acrossAll] = multiHeadAttention(2, 3, { returnAttentionScores: true })(grid);
expectShape<[null, 2, 4, 5, 4, 5]>(acrossAll);
const [, acrossOne] = grid.multiHeadAttention(2, 3, {
  returnAttentionScores: true,
  attentionAxes: -2,
  value: input([4, 7, 8]),
});
expectShape<[null, 4, 2, 5, 7]>(acrossOne);
grid.multiHeadAttention(2, 3, { attentionAxes: [1, 3] }); // error
grid.multiHeadAttention(2, 3, { attentionAxes: [2, -2] }); // error
grid.multiHeadAttention(2, 3, { useCausalMask: true }); // error
grid.multiHeadAttention(2, 3, { attentionAxes: 2, value: input([6, 5, 8]) }); // error
