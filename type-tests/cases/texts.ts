// Strings as inputs, and the layers that make numbers of them.
import { input, layers, loadModel, model, sequential, type Model } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const { dense, embedding, flatten, globalAveragePooling1d, hashing, stringLookup, textVectorization } =
  layers;

const text = input([], { dtype: 'string' });
const words = input([3], { dtype: 'string' });
const numbers = input([3]);
const vocabulary = ['so', 'far'] as const;

expectShape<[null, null]>(text.textVectorization({ vocabulary }));
expectShape<[null, 8]>(text.textVectorization({ vocabulary, outputSequenceLength: 8 }));
expectShape<[null, 8]>(
  input([1], { dtype: 'string' }).textVectorization({ vocabulary, outputSequenceLength: 8 }),
);
expectShape<[null, 3]>(text.textVectorization({ vocabulary, outputMode: 'count' }));
expectShape<[null, 9]>(
  textVectorization({
    vocabulary,
    outputMode: 'tfIdf',
    idfWeights: [1, 2],
    maxTokens: 9,
    padToMaxTokens: true,
  })(text),
);
expectShape<[null, null]>(words.textVectorization({ vocabulary, split: null }));
expectShape<[null, null]>(text.textVectorization({ vocabulary, split: (each) => each.split('-') }));
expectShape<[null, 3]>(words.stringLookup({ vocabulary }));
expectShape<[null, 3, 4]>(words.stringLookup({ vocabulary, numOovIndices: 2, outputMode: 'oneHot' }));
expectShape<[null, 3]>(stringLookup({ vocabulary, outputMode: 'multiHot' })(words));
const named = numbers.stringLookup({ vocabulary, invert: true });
expectShape<[null, 3]>(named.stringLookup({ vocabulary }));
expectShape<[null, 3]>(stringLookup({ vocabulary, invert: true })(numbers).hashing(5));
expectShape<[null, 3]>(numbers.apply(stringLookup({ vocabulary, invert: true })).hashing(5));
void numbers
  .apply(stringLookup({ vocabulary, invert: true }))
  .toModel()
  .predict([[1, 2, 3]])
  .then((found) => found.array())
  .then((found: string[][]) => found);
void named
  .toModel()
  .predict([[1, 2, 3]])
  .then((found) => found.array())
  .then((found: string[][]) => found);
void stringLookup({ invert: true })
  .adapt(['a', 'b'])
  .then((found) => {
    expectShape<[null, 5]>(found(numbers).hashing(5, { outputMode: 'count' }));
  });
expectShape<[null, 3]>(words.hashing(5));
expectShape<[null, 5]>(hashing(5, { outputMode: 'count' })(words));
expectShape<[null, 5]>(hashing(5, { outputMode: 'count' })(input([3], { dtype: 'int32' })));
expectShape<[null, 3, 4]>(words.apply(hashing(5)).embedding(5, 4));
expectShape<[null, 4]>(words.apply((x) => x.hashing(5).embedding(5, 4).globalAveragePooling1d()));

void textVectorization({ maxTokens: 100, outputSequenceLength: 8 })
  .adapt(['so far', 'so good'])
  .then((found) => {
    expectShape<[null, 8, 16]>(found(text).embedding(100, 16));
    const list = sequential([], [found, embedding(100, 16), flatten(), dense(1)], { dtype: 'string' });
    expectShape<[null, 1]>(list.output);
    void list.predict(['so far']);
    void list.compile({ loss: 'mse' }).fit(['so far', 'so good'], [[0], [1]]);
    void list.predict([1]); // error
    void list.predict(new Float32Array(4)); // error
    void list.compile({ loss: 'mse' }).fit([[1]], [[0]]); // error
  });

expectShape<[null]>(layers.hashedCrossing(9)([text, input([], { dtype: 'int32' })]));
expectShape<[null, 9]>(
  layers.hashedCrossing(9, { outputMode: 'oneHot' })([input([1], { dtype: 'string' }), input([1])]),
);
expectShape<[null, 4]>(text.hashedCrossing([text, input([])], 4, { outputMode: 'oneHot' }));
layers.hashedCrossing(9)([text, words]); // error
layers.hashedCrossing(9)([text]); // error
layers.hashedCrossing(9)([text, input([1])]); // error
text.hashedCrossing(words, 4); // error
layers.hashedCrossing(0); // error

const several = model({
  inputs: { words, numbers },
  outputs: words.stringLookup({ vocabulary, outputMode: 'count' }).concatenate(numbers).dense(1),
});
void several.predict({ words: [['a', 'b', 'c']], numbers: [[1, 2, 3]] });
void several.predict({ words: [[1, 2, 3]], numbers: [[1, 2, 3]] }); // error
void several.predict({ words: [['a', 'b', 'c']], numbers: [['a', 'b', 'c']] }); // error
void several.predict({ words: ['a'], numbers: [[1, 2, 3]] }); // error

const counts = words.hashing(5, { outputMode: 'count' }).toModel();
expectShape<[null, 2]>(counts(words).dense(2));
export const kept: Model<typeof counts.inputShape, [null, 5]> = counts;

void loadModel('x', { input: [], output: [1], texts: true }).then((net) => net.predict(['a']));
void loadModel('x', { input: { words: [3], size: [2] }, output: [1], texts: ['words'] }).then((net) =>
  net.predict({ words: [['a', 'b', 'c']], size: [[1, 2]] }),
);
void loadModel('x', { input: [], output: [1] }).then((net) => net.predict(['a'])); // error

words.dense(2); // error
sequential([3], [stringLookup({ vocabulary })]); // error
numbers.apply(stringLookup({ vocabulary })); // error
stringLookup({ vocabulary })(numbers); // error
textVectorization({ vocabulary })(words); // error
words.textVectorization({ vocabulary }); // error
text.textVectorization({ vocabulary, split: null }); // error
text.textVectorization(); // error
text.textVectorization({ maxTokens: 5 }); // error
text.textVectorization({ vocabulary, outputMode: 'oneHot' }); // error
text.textVectorization({ vocabulary, standardise: null }); // error
words.stringLookup({ vocabulary: [1] }); // error
words.stringLookup({ vocabulary, invert: true }); // error
stringLookup({ vocabulary, invert: true })(words); // error
numbers.stringLookup({ vocabulary }); // error
numbers.stringLookup({ invert: true }); // error
named.dense(2); // error
numbers.apply(stringLookup({ vocabulary, invert: true })).dense(2); // error
sequential([3], [stringLookup({ vocabulary, invert: true })], { dtype: 'string' }); // error
void numbers
  .dense(1)
  .toModel()
  .predict([['a', 'b', 'c']]); // error
sequential([3, 2], [globalAveragePooling1d()], { dtype: 'text' }); // error
