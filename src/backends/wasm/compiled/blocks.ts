import { advance, f32x4, get, i32, join, set, whileLess } from '../simd/assembler.js';
import type { Code, Definition, Local } from '../simd/assembler.js';
import { loadPart, storeValue } from './lanes.js';

/** A loop over blocks: its turns, and the bytes that source and target move on at each. */
export interface BlockTurn {
  readonly count: number;
  readonly from: number;
  readonly to: number;
}

/** Stretches of floats that are copied from one place to another, or added to what stands there. */
export interface Blocks {
  /** The loops, the outermost first. */
  readonly turns: readonly BlockTurn[];
  /** Floats of a stretch. */
  readonly floats: number;
  readonly adds: boolean;
  /** Whether they are multiplied on the way by a number that is given at each call. */
  readonly scales: boolean;
}

export const blocksKey = (blocks: Blocks): string => `blocks ${JSON.stringify(blocks)}`;

/** Copies blocks: (from, to, factor). */
export const copyBlocks = ({ turns, floats, adds, scales }: Blocks): Definition => ({
  parameters: ['i32', 'i32', 'f32'],
  body: (parameters, local) => {
    const [from, to, factor] = parameters as readonly [Local, Local, Local];
    const [i, source, target, held, scale] = [
      ...[local('i32'), local('i32'), local('i32')],
      ...[local('v128'), local('v128')],
    ] as unknown as readonly [Local, Local, Local, Local, Local];
    const move = (lanes: number): Code => {
      const given = loadPart(get(source), lanes);
      const scaled = scales ? f32x4.mul(given, get(scale)) : given;
      const value = adds ? f32x4.add(loadPart(get(target), lanes), scaled) : scaled;
      return storeValue(get(target), value, held, lanes);
    };
    const whole = floats - (floats % 4);
    const stretch = join(
      set(source, get(from)),
      set(target, get(to)),
      whole === 0
        ? []
        : join(
            set(i, i32.const(0)),
            whileLess(
              i,
              i32.const(whole),
              4,
              join(move(4), advance(source, i32.const(16)), advance(target, i32.const(16))),
            ),
          ),
      floats === whole ? [] : move(floats - whole),
    );
    const all = turns.reduceRight<Code>((inside, turn) => {
      if (turn.count === 1) return inside;
      const counter = local('i32');
      const step = (times: number): Code =>
        join(advance(from, i32.const(turn.from * times)), advance(to, i32.const(turn.to * times)));
      return join(
        set(counter, i32.const(0)),
        whileLess(counter, i32.const(turn.count), 1, join(inside, step(1))),
        step(-turn.count),
      );
    }, stretch);
    return join(set(scale, f32x4.splat(get(factor))), all);
  },
});
