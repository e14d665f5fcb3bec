// Recurrent layers on every backend: each way over the steps, masks, and what is computed of the gates.
import { input, layers, type AnyModel } from 'shapewright';
import { shaped, throughTraining, type Case } from './case.js';

type Options = Readonly<Record<string, unknown>>;
type Chain = Readonly<Record<string, (...args: readonly unknown[]) => Chain>> & { toModel(): AnyModel };
const chain = (x: unknown) => x as Chain;

const on = (name: string, options: Options = {}, units = 5): Case => ({
  name: `${name}(${units}, ${JSON.stringify(options)})`,
  run: () => {
    const net = chain(input([4, 3])).dense!(3)[name]!(units, options).flatten!().dense!(1).toModel();
    return throughTraining(net, shaped([3, 4, 3]), 3);
  },
});

const masked = (name: string, options: Options = {}): Case => ({
  name: `${name} on masked steps, ${JSON.stringify(options)}`,
  run: () => {
    const words = chain(input([4], { dtype: 'int32' })).embedding!(6, 3, { maskZero: true });
    const x = [
      [1, 2, 0, 3],
      [0, 3, 5, 1],
      [0, 0, 0, 0],
    ];
    return throughTraining(words[name]!(4, options).flatten!().dense!(1).toModel(), x, 3);
  },
});

/** A window with a state over the steps of a film, or of rows or volumes. */
const onFilm = (rank: 1 | 2 | 3, options: Options = {}): Case => ({
  name: `convLstm${rank}d(2, 2, ${JSON.stringify(options)})`,
  run: () => {
    const shape = [3, ...[4, 3, 2].slice(0, rank), 2];
    const net = chain(input(shape))[`convLstm${rank}d`]!(2, 2, options).flatten!().dense!(1).toModel();
    return throughTraining(net, shaped([2, ...shape]), 2);
  },
});

const { gruCell, lstmCell, simpleRNNCell, rnn } = layers;

/** A cell over the steps, or several, and one step more from the states after them. */
const withCells = (name: string, options: Options = {}): Case => ({
  name: `rnn of ${name}, ${JSON.stringify(options)}`,
  run: () => {
    const words = input([4], { dtype: 'int32' }).embedding(6, 3, { maskZero: true });
    const x = [
      [1, 2, 0, 3],
      [0, 3, 5, 1],
      [0, 0, 0, 0],
    ];
    const make = {
      lstmCell: () => rnn(lstmCell(4), { returnSequences: true, ...options })(words),
      stack: () =>
        rnn([gruCell(3), lstmCell(4, { activation: 'softsign' })], { returnSequences: true, ...options })(
          words,
        ),
      steps: () => {
        const [, h, c] = rnn(lstmCell(4), { returnState: true })(words);
        const [y, , next] = lstmCell(4)(h, { states: [h, c] });
        return simpleRNNCell(4)(y, { states: next })[0];
      },
    }[name]!;
    return throughTraining(chain(make()).flatten!().dense!(1).toModel(), x, 3);
  },
});

const names = ['simpleRNN', 'lstm', 'gru'] satisfies readonly (keyof typeof layers)[];

export const recurrentCases: readonly Case[] = [
  ...names.flatMap((name) => [
    on(name, { returnSequences: true, goBackwards: true }),
    on(name, {
      activation: 'softsign',
      useBias: false,
      recurrentRegularizer: 'l2',
      biasConstraint: 'nonNeg',
    }),
    masked(name),
    masked(name, { returnSequences: true, zeroOutputForMask: true }),
  ]),
  onFilm(1, { returnSequences: true }),
  onFilm(1, { padding: 'same', dilationRate: 2, goBackwards: true }),
  onFilm(2, { strides: [2, 1], recurrentActivation: 'hardSigmoid' }),
  onFilm(2, { dataFormat: 'channelsFirst', padding: 'same', useBias: false }),
  onFilm(3, { padding: 'same', returnSequences: true }),
  withCells('lstmCell'),
  withCells('stack'),
  withCells('stack', { goBackwards: true, zeroOutputForMask: true }),
  withCells('steps'),
  on('gru', { resetAfter: false, returnSequences: true }),
  on('gru', { recurrentActivation: 'hardSigmoid' }, 9),
  on('lstm', { recurrentActivation: 'hardSigmoid', activation: 'relu' }, 9),
  on('lstm', { dropout: 0.3, recurrentDropout: 0.3, seed: 3 }),
];
