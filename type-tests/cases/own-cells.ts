// Cells of one's own: their sizes reach rnn, stacks and both ways, and their sentences stand where they do not fit.
import {
  cellRule,
  defineCell,
  input,
  kinds,
  layers,
  sequential,
  type CellRule,
  type CellSizes,
} from 'shapewright';
import { expectShape } from 'shapewright/testing';

interface PeepholeRule extends CellRule {
  readonly sizes: this['config'] extends { readonly units: infer U extends number } ? [U, U, U] : CellSizes;
}
declare const compute: (x: unknown, states: unknown) => readonly never[];
const minimal = defineCell({ name: 'minimal', options: { units: kinds.count }, call: compute });
const peephole = defineCell({
  name: 'peephole',
  options: { units: kinds.count, rate: kinds.optional(kinds.share, 0) },
  rule: cellRule<PeepholeRule>(),
  sizes: ({ units }) => [units, units, units],
  call: compute,
});
const some = defineCell({ name: 'some', rule: cellRule(), sizes: () => [1], call: compute });
declare const n: number;

const { bidirectional, dense, gruCell, rnn, stackedRNNCells } = layers;
const days = input([20, 8]);
const heard = input(['time', 8]);

expectShape<[null, 5]>(days.rnn(minimal({ units: 5 })));
expectShape<[null, number]>(days.rnn(minimal({ units: n })));
expectShape<[null, number]>(days.rnn(some()));
expectShape<[null, 'time', 16]>(heard.rnn([minimal({ units: 5 }), gruCell(16)], { returnSequences: true }));
const [y, h, c, g] = days.rnn(stackedRNNCells([peephole({ units: 4, rate: 0.1 }), minimal({ units: 3 })]), {
  returnState: true,
});
expectShape<[null, 3]>(y);
expectShape<[null, 4]>(h);
expectShape<[null, 4]>(c);
expectShape<[null, 3]>(g);
expectShape<[null, 'time', 10]>(heard.bidirectional(rnn(minimal({ units: 5 }), { returnSequences: true })));
expectShape<[null, 1]>(
  sequential([20, 8], [bidirectional(rnn(peephole({ units: 4 })), { mergeMode: 'sum' }), dense(1)]).output,
);
const [out, next] = minimal({ units: 3 })(input([8]), { states: g });
expectShape<[null, 3]>(out);
expectShape<[null, 3]>(next);

days.rnn(minimal({ units: 5 }), { initialState: g }); // error
minimal({ units: 3 })(input([8]), { states: h }); // error
minimal({ units: 3 })(days); // error
input([8]).rnn(minimal({ units: 3 })); // error
days.rnn(minimal()); // error
days.rnn(minimal({ units: 3, rate: 0.1 })); // error
days.rnn(minimal({ units: '3' })); // error
days.rnn(dense(3)); // error
defineCell({ name: 'half', options: { units: kinds.count }, sizes: () => [1], call: compute }); // error
defineCell({ name: 'half', options: { units: 3 }, call: compute }); // error
