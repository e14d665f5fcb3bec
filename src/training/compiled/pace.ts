// How many threads help a step: as many as made it fastest when it was tried.

/** Steps that are not looked at: functions are compiled anew while they run. */
const warmUp = 4;
/** How often each number is tried, in turns with the others. */
const rounds = 3;
/** A number that takes so many times as long as one thread alone is not tried on. */
const hopeless = 3;
/** What threads must save at least, as they take processors from others. */
const worth = 0.95;
/** Milliseconds from one trial to the next: they grow, as long as nothing changes. */
const [shortest, longest] = [1000, 16_000];
/** Steps that take so many times as long as one thread alone did, one after the other, call for a trial. */
const slow = { times: 1.2, steps: 8 };

/** Steps in turn, so that a trial of one number takes some milliseconds. */
const stepsInTurn = (time: number): number => Math.max(1, Math.min(4, Math.round(3 / time)));

const medianOf = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Infinity;

/** Finds by trials how many threads are to help, and tries again from time to time. */
export class Pace {
  private steps = 0;
  private trial: Trial | undefined;
  private chosen = 0;
  private alone = Infinity;
  /** When the next trial is due. */
  private due = 0;
  private pause = shortest;
  private slowSteps = 0;

  /** The clock says milliseconds. */
  constructor(
    private readonly most: number,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** Whether threads help, or are to be tried. */
  get wantsThreads(): boolean {
    return this.chosen > 0 || this.clock() >= this.due;
  }

  /** Whether threads were found to help. */
  get isHelped(): boolean {
    return this.chosen > 0;
  }

  /** How many threads are to help the next step, of those that are there. */
  next(there: number): number {
    if (there < this.most || this.steps < warmUp) return 0;
    return this.trial ? this.trial.helpers : this.chosen;
  }

  /** Is told how long a step took with so many helpers. */
  tell(helpers: number, time: number, there: number): void {
    if (there < this.most) return;
    this.steps++;
    if (this.steps < warmUp) return;
    if (!this.trial) {
      this.slowSteps = helpers > 0 && time > slow.times * this.alone ? this.slowSteps + 1 : 0;
      if (this.clock() < this.due && this.slowSteps < slow.steps) return;
      if (this.slowSteps >= slow.steps) this.pause = shortest;
      this.trial = new Trial(this.most);
      return;
    }
    const found = this.trial.tell(helpers, time);
    if (!found) return;
    this.pause = found.helpers === this.chosen ? Math.min(longest, this.pause * 2) : shortest;
    ({ helpers: this.chosen, alone: this.alone } = found);
    this.due = this.clock() + this.pause;
    this.slowSteps = 0;
    this.trial = undefined;
  }
}

/** Some numbers of helpers, tried in turns. */
class Trial {
  private readonly times: Map<number, number[]>;
  private numbers: readonly number[];
  private turn = 0;
  private inTurn = 0;

  constructor(most: number) {
    const powers = Array.from({ length: Math.floor(Math.log2(most)) + 1 }, (_, i) => 2 ** i - 1);
    this.numbers = [...new Set([0, ...powers, most])].sort((a, b) => a - b);
    this.times = new Map(this.numbers.map((each) => [each, []]));
  }

  get helpers(): number {
    return this.numbers[this.turn % this.numbers.length]!;
  }

  /** What came of it, once it is over. */
  tell(helpers: number, time: number): { readonly helpers: number; readonly alone: number } | undefined {
    this.times.get(helpers)?.push(time);
    const alone = medianOf(this.times.get(0)!);
    if (helpers > 0 && time > hopeless * alone) {
      this.numbers = this.numbers.filter((each) => each !== helpers);
      this.times.delete(helpers);
      this.inTurn = 0;
      if (this.numbers.length === 1) return { helpers: 0, alone };
    } else if (++this.inTurn >= stepsInTurn(alone)) {
      this.inTurn = 0;
      this.turn++;
    }
    if (this.turn < rounds * this.numbers.length) return undefined;
    const best = this.numbers.reduce((least, each) =>
      medianOf(this.times.get(each)!) < medianOf(this.times.get(least)!) ? each : least,
    );
    return { helpers: medianOf(this.times.get(best)!) < worth * alone ? best : 0, alone };
  }
}
