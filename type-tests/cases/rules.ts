// Layers of different rules are different types: none passes for another, and what may be either is a union.
import { input, layers, sequential } from 'shapewright';
import { expectShape } from 'shapewright/testing';

const { conv2d, dense, dropout, flatten } = layers;
declare const either: boolean;
declare const hidden: readonly number[];
const five = dense(5);
const window = conv2d(8, 3);
const wide = dense(hidden[0]!);

const same: typeof five = dense(5, { activation: 'relu' });
const unknownSize: typeof wide = dense(5);
const fiveOrSix = either ? dense(5) : dense(6);
const fiveOrFlat = either ? dense(5) : flatten();
const both = [dense(64), dense(32)];
expectShape<[null, 5] | [null, 6]>(fiveOrSix(input([4])));
expectShape<[null, 5] | [null, 4]>(fiveOrFlat(input([4])));
expectShape<[null, 64] | [null, 32]>(both[0]!(input([4])));
expectShape<[null, 5] | [null, 6]>(sequential([4], [fiveOrSix]).output);
expectShape<[null, 10]>(sequential([4], [fiveOrSix, dense(10)]).output);
expectShape<[null, 10]>(fiveOrSix(input([4])).dense(10));
expectShape<[null, 5] | [null, 6]>(sequential([4]).add(fiveOrSix).output);
expectShape<[null, number]>(hidden.map((n) => dense(n))[0]!(input([4])));
void [same, unknownSize];

const six: typeof five = dense(6); // error
const flat: typeof five = flatten(); // error
const narrow: typeof five = wide; // error
const smaller: typeof window = conv2d(8, 5); // error
const strided: typeof window = conv2d(8, 3, { strides: 2 }); // error
const padded: typeof window = conv2d(8, 3, { padding: 'same' }); // error
const dropped: typeof five = dropout(0.5); // error
