import { nodeModule } from '../../runtime/node.js';
import { appendTo, cutTo } from '../callbacks/append.js';
import { nodePath } from '../node-files.js';
import { writeEvent, type Event, type SummaryValue } from './event.js';
import { recordOf } from './record.js';

/** How far a file has come. */
export interface WrittenFile {
  readonly name: string;
  readonly length: number;
}

/** A file of events, which grows by whole records. */
export interface EventFile {
  add(value: SummaryValue, step: number): void;
  /** Writes what was added since the last time onto the disk. */
  flush(): Promise<void>;
  /** How far it has come, so far as it is written; undefined where it is none yet. */
  written(): WrittenFile | undefined;
  /** Goes on in the file of a run of before: what was written there since goes. */
  goOn(before: WrittenFile): Promise<void>;
}

/** Files that this process has begun: their names must differ. */
let files = 0;

/** TensorBoard's name for a file that begins now. */
const freshName = async (): Promise<string> => {
  const { hostname } = await nodeModule<typeof import('node:os')>('node:os');
  return `events.out.tfevents.${Math.floor(Date.now() / 1000)}.${hostname()}.${process.pid}.${files++}.v2`;
};

/** A new file in a folder; neither is there before the first flush of something. */
export const eventFile = (folder: readonly string[]): EventFile => {
  let file: WrittenFile | undefined;
  let pending: Event[] = [];
  const pathOf = async (name: string) => (await nodePath()).join(...folder, name);
  return {
    add: (value, step) => void pending.push({ wallTime: Date.now() / 1000, step, value }),
    flush: async () => {
      if (pending.length === 0) return;
      const events = file
        ? pending
        : [{ wallTime: Date.now() / 1000, fileVersion: 'brain.Event:2' }, ...pending];
      pending = [];
      // a program without TensorBoard does not load it
      const { default: Pbf } = await import('pbf');
      const records = events.map((event) => recordOf(writeEvent(event, new Pbf())));
      const { name, length: from } = file ?? { name: await freshName(), length: 0 };
      const bytes = Buffer.concat(records);
      file = { name, length: await appendTo(await pathOf(name), bytes, { from, fresh: false }) };
    },
    written: () => file,
    goOn: async ({ name, length }) => {
      pending = [];
      // of a file that is gone the rest begins a new one
      file = (await cutTo(await pathOf(name), length)) > 0 ? { name, length } : undefined;
    },
  };
};
