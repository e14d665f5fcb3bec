// Layers of one's own: their rules reach chains, lists and graphs, and their sentences stand where they do not fit.
import {
  defineLayer,
  input,
  kinds,
  layers,
  mergeRule,
  model,
  sequential,
  shapeRule,
  type OwnRule,
  type ShapeError,
  type sizes,
} from 'shapewright';
import { expectShape } from 'shapewright/testing';

interface RepeatRule extends OwnRule {
  readonly out: this['in'] extends readonly [infer Batch, infer Features]
    ? this['config'] extends { readonly times: infer N extends number }
      ? [Batch, sizes.Multiply<N, 2>, Features]
      : [Batch, number, Features]
    : ShapeError<'repeatTwice needs [batch, features]', [null, number, number]>;
}
interface OuterRule extends OwnRule {
  readonly out: this['in'] extends readonly [readonly [infer Batch, infer A], readonly [unknown, infer B]]
    ? [Batch, A, B]
    : ShapeError<'outer needs two rows'>;
}
interface PairRule extends OwnRule {
  readonly out: [this['in'], [null, 1]];
}
declare const compute: (x: unknown) => never;
const keep = defineLayer({ name: 'keep', call: compute });
const repeatTwice = defineLayer({
  name: 'repeatTwice',
  options: { times: kinds.count },
  rule: shapeRule<RepeatRule>(),
  outputShape: () => [null],
  call: compute,
});
const outer = defineLayer({
  name: 'outer',
  rule: mergeRule<OuterRule>(),
  outputShape: () => [null],
  call: compute,
});
const pair = defineLayer({
  name: 'pair',
  options: { alpha: kinds.optional(kinds.number, 1) },
  rule: shapeRule<PairRule>(),
  outputShape: () => [null],
  call: compute,
});
const some = defineLayer({ name: 'some', rule: shapeRule(), outputShape: () => [null], call: compute });
declare const n: number;

expectShape<[null, 4]>(input([4]).apply(keep()));
expectShape<[null, 6, 4]>(input([4]).apply(repeatTwice({ times: 3 })));
expectShape<[null, number, 4]>(input([4]).apply(repeatTwice({ times: n })));
expectShape<[null, 6, 10]>(
  sequential([4], [keep({ name: 'kept' }), repeatTwice({ times: 3, trainable: false }), layers.dense(10)])
    .output,
);
expectShape<[null, 4, 6]>(outer()([input([4]), input([6])]));
expectShape<[null, 1]>(pair({ alpha: 2 })(input([4]))[1]);
const whole = input([4]);
expectShape<[null, 4]>(model({ inputs: whole, outputs: pair()(whole)[0] }).output);
input([4]).apply(some()).conv2d(3, 3);
const same: ReturnType<typeof repeatTwice<{ times: 3 }>> = repeatTwice({ times: 3, name: 'third' });
void same;
const three: ReturnType<typeof repeatTwice<{ times: 3 }>> = repeatTwice({ times: 3 });
void three;

input([4, 4]).apply(repeatTwice({ times: 3 })); // error
repeatTwice({ times: 3 })(input([4, 4])); // error
sequential([4, 4], [repeatTwice({ times: 3 })]); // error
outer()([input([4]), input([6, 2])]); // error
sequential([4], [outer()]); // error
repeatTwice(); // error
repeatTwice({}); // error
repeatTwice({ times: 'three' }); // error
repeatTwice({ times: 3, tims: 3 }); // error
keep({ alpha: 1 }); // error
const other: ReturnType<typeof repeatTwice<{ times: 3 }>> = repeatTwice({ times: 4 }); // error
const kept: ReturnType<typeof keep> = some(); // error
defineLayer({ name: 'half', outputShape: () => [null], call: compute }); // error
void [other, kept];
