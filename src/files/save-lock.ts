// One save at a time, over all processes: a lock file beside model.json, which its holder keeps fresh.
import { nodeModule } from '../runtime/node.js';
import { freshToken, readPlain, writeNew, type FileSystem } from './node-files.js';

/** How often the holder touches its lock, and after how long without that it counts as dead, in milliseconds. */
const beat = 2_000;
const silence = 30_000;
/** How long to wait between looks at another's lock, in milliseconds. */
const pause = 15;

/** Who holds a lock. */
interface Holder {
  readonly token: string;
  readonly pid: number;
  /** Where the number of the process means something. */
  readonly machine: string;
}

/** This machine, and within it the container: process numbers are its own. */
const machineName = async (): Promise<string> => {
  const { hostname } = await nodeModule<typeof import('node:os')>('node:os');
  const { readlink } = await nodeModule<typeof import('node:fs/promises')>('node:fs/promises');
  return `${hostname()} ${await readlink('/proc/self/ns/pid').catch(() => '')}`;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as { readonly code?: string }).code === 'EPERM';
  }
};

const hasCode = (cause: unknown, code: string) => (cause as { readonly code?: string } | null)?.code === code;

/** What stands in a lock, or undefined where it is gone, half written, or not ours to read. */
const readHolder = async (fs: FileSystem, path: string): Promise<Holder | undefined> => {
  try {
    const bytes = await readPlain(fs, path, { follow: false });
    return JSON.parse(new TextDecoder().decode(bytes)) as Holder;
  } catch {
    return undefined;
  }
};

/** Whether nobody holds a lock any more: its process is dead, or it has not been touched for long. */
const isStale = async (fs: FileSystem, path: string, machine: string): Promise<boolean> => {
  const stat = await fs.lstat(path).catch(() => undefined);
  if (!stat) return false;
  const holder = await readHolder(fs, path);
  const known = holder?.machine === machine && Number.isInteger(holder.pid);
  return (known && !isAlive(holder.pid)) || Date.now() - stat.mtimeMs > silence;
};

/** A lock that is held. */
export interface SaveLock {
  /** Whether it is ours still: who was stopped for long may have been taken for dead. */
  isOurs(): Promise<boolean>;
  release(): Promise<void>;
}

/** Waits for a lock, and takes it. */
export const takeLock = async (fs: FileSystem, path: string): Promise<SaveLock> => {
  const machine = await machineName();
  const own: Holder = { token: freshToken(), pid: process.pid, machine };
  const written = `${path}.${own.token}`;
  try {
    while (!(await linkLock(fs, path, written, own)))
      if (await isStale(fs, path, machine)) await removeStale(fs, path, machine);
      else await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
  } finally {
    await fs.rm(written, { force: true }).catch(() => undefined);
  }
  const beating = setInterval(() => {
    const now = new Date();
    void fs.utimes(path, now, now).catch(() => undefined);
  }, beat);
  beating.unref();
  const isOurs = async () => (await readHolder(fs, path))?.token === own.token;
  return {
    isOurs,
    release: async () => {
      clearInterval(beating);
      if (await isOurs()) await fs.rm(path, { force: true });
    },
  };
};

/** File systems that know no links. */
const linkless = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EISDIR'];

/** Puts a lock there whole, by a link to what is written already; false where there is one. */
const linkLock = async (fs: FileSystem, path: string, written: string, own: Holder): Promise<boolean> => {
  const text = JSON.stringify(own);
  try {
    await writeNew(fs, written, text, false).catch((cause: unknown) => {
      if (!hasCode(cause, 'EEXIST')) throw cause;
    });
    await fs.link(written, path);
    return true;
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) return false;
    // who holds the lock clears the folder, and may have taken it for an old one
    if (hasCode(cause, 'ENOENT') && (await fs.lstat(written).catch(() => undefined)) === undefined)
      return false;
    if (!linkless.some((code) => hasCode(cause, code))) throw cause;
  }
  try {
    await writeNew(fs, path, text, false);
    return true;
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) return false;
    throw cause;
  }
};

/** Takes a dead holder's lock away; where it was another's by then, it is put back. */
const removeStale = async (fs: FileSystem, path: string, machine: string): Promise<void> => {
  const aside = `${path}.${freshToken()}`;
  try {
    await fs.rename(path, aside);
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return;
    throw cause;
  }
  // where a third has taken the lock by now, its holder sees that it is lost, and begins again
  if (!(await isStale(fs, aside, machine))) await fs.link(aside, path).catch(() => undefined);
  await fs.rm(aside, { force: true });
};
