// The command `shapewright`, in Node: its words, and what it prints.
import { watch as watchFile } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import {
  modelCode,
  modelDifference,
  modelFacts,
  modelSummary,
  convertModel,
  type ConvertOptions,
} from '../codegen/index.js';
import { fileError } from '../files/explain-file-error.js';
import { FileError } from '../files/file-error.js';
import { differenceLines } from './difference-lines.js';
import { typesCheck, writeTypes } from './types-files.js';
import { writeWhole } from './write-whole.js';

const out = (text: string) => void process.stdout.write(`${text}\n`);
const err = (text: string) => void process.stderr.write(`${text}\n`);

/** What a command comes to: the exit status. */
type Status = { code: number };

const program = (status: Status): Command => {
  const command = new Command('shapewright')
    .description('Models of Keras and tfjs: what they are, as types, and as code.')
    .showHelpAfterError('(shapewright --help lists the commands)')
    .configureOutput({ writeErr: (text) => void process.stderr.write(text.replace(/^error: /, '')) })
    .exitOverride();

  command
    .command('summary')
    .description('print the layers, shapes and parameters of a model')
    .argument('<file>', 'a file or folder that holds a model')
    .option('--json', 'print them as JSON')
    .action(async (file: string, { json }: { json?: true }) => {
      if (json) out(JSON.stringify(await modelFacts(file), null, 2));
      else for (const line of await modelSummary(file)) out(line);
    });

  command
    .command('types')
    .description('write a TypeScript module of its types beside a model: digits.ts beside digits')
    .argument('<file>', 'a file or folder that holds a model')
    .option('--out <module>', 'where the module goes')
    .option('--check', 'write nothing; fail where the module is not what the model gives')
    .option('--watch', 'write it again whenever the model changes')
    .action(async (file: string, options: { out?: string; check?: true; watch?: true }) => {
      if (options.check) {
        const stale = await typesCheck(file, options.out);
        if (stale === undefined) return;
        err(stale);
        status.code = 1;
        return;
      }
      const write = async () => out(`wrote ${await writeTypes(file, options.out)}`);
      await write();
      if (options.watch) await follow(file, write);
    });

  command
    .command('code')
    .description("print a model as a program in shapewright's API")
    .argument('<file>', 'a file or folder that holds a model')
    .option('--out <module>', 'write it there instead')
    .action(async (file: string, options: { out?: string }) => {
      const text = await modelCode(file);
      if (options.out === undefined) return void process.stdout.write(text);
      await writeWhole(options.out, text);
      out(`wrote ${options.out}`);
    });

  command
    .command('diff')
    .description(
      'compare two models; exit status 0 where they are the same, 1 where they differ, 2 for trouble',
    )
    .argument('<before>', 'a file or folder that holds a model')
    .argument('<after>', 'another one')
    .option('--json', 'print the differences as JSON')
    .action(async (before: string, after: string, { json }: { json?: true }) => {
      status.code = 2;
      const difference = await modelDifference(before, after);
      if (json)
        out(JSON.stringify(difference, (_, value: unknown) => (value === Infinity ? 'Infinity' : value), 2));
      else for (const line of differenceLines(difference)) out(line);
      status.code = difference.same ? 0 : 1;
    });

  command
    .command('convert')
    .description('save a model elsewhere, in the format that its name tells: .keras, .h5, or a folder')
    .argument('<from>', 'a file or folder that holds a model')
    .argument('<to>', 'where it goes')
    .addOption(
      new Option('--quantize <dtype>', "write the weights of tfjs's format in fewer bits").choices([
        'uint8',
        'uint16',
        'float16',
      ]),
    )
    .action(async (from: string, to: string, options: ConvertOptions) => {
      await convertModel(from, to, options);
      out(`wrote ${to}`);
    });
  return command;
};

/** Does something whenever a file or folder changes, until the process is ended; what fails is said, and it goes on. */
const follow = (file: string, write: () => Promise<void>): Promise<never> =>
  new Promise((_, reject) => {
    let waiting: NodeJS.Timeout | undefined;
    try {
      watchFile(file, () => {
        // a save comes in several steps
        clearTimeout(waiting);
        waiting = setTimeout(() => void write().catch((cause: unknown) => err(sentence(cause))), 200);
      }).on('error', reject);
    } catch (cause) {
      reject(fileError('could not watch', file, cause));
    }
  });

/** What went wrong, in a line. */
const sentence = (cause: unknown): string => {
  const said = cause instanceof Error ? cause.message : String(cause);
  return (cause instanceof FileError ? said : `shapewright: ${said}`).split('\n')[0]!;
};

/** Runs the command on its arguments; gives the exit status. */
export const runCommand = async (args: readonly string[]): Promise<number> => {
  const status: Status = { code: 0 };
  // a reader that has seen enough, as head, is no failure
  process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EPIPE') process.exit(0);
  });
  // tfjs's advice on stderr is nothing to who asks for a summary
  const { env } = await import('@tensorflow/tfjs-core');
  env().set('PROD', true);
  try {
    await program(status).parseAsync(args.length === 0 ? ['--help'] : args, { from: 'user' });
  } catch (cause) {
    if (cause instanceof CommanderError) return cause.exitCode;
    err(sentence(cause));
    return Math.max(1, status.code);
  }
  return status.code;
};
