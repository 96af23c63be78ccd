// npm run bench -- NAME: measures Farport against its peers. Prints a table; --json adds one JSON object as the
// last line. Never a test: what it says depends on the machine, and no result is a failure.
import { Argument, Command, InvalidArgumentError } from 'commander';
import { GuestError, type GuestErrorCode } from '../guest/shell.ts';
import { LabError } from '../lab/lab.ts';
import type { LabErrorCode } from '../lab/errors.ts';
import { benches, type Bench, type BenchContext } from './benches.ts';
import { BenchError, type BenchErrorCode } from './errors.ts';
import { describeMachine } from './machine.ts';
import { ratiosOf, ratioTable, type BenchResult } from './report.ts';

const attempts = 3;

function repetitions(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 3) throw new InvalidArgumentError('a whole number from 3');
  return value;
}

function processors(text: string): number {
  if (!/^[1-4]$/.test(text)) throw new InvalidArgumentError('a whole number from 1 to 4');
  return Number(text);
}

interface Options {
  readonly json?: true;
  readonly runs?: number;
  readonly quick?: true;
  readonly profile?: string;
  readonly only?: readonly string[];
  readonly processors: number;
  readonly verbose?: true;
}

const list = Object.entries(benches).map(([name, { about }]) => `  ${name.padEnd(9)} ${about}`);

const program = new Command('npm run bench --')
  .description(
    'Measures Farport against its peers on this machine: the median of runs in which they take turns.',
  )
  .addArgument(new Argument('<name>', 'what to measure').choices(Object.keys(benches)))
  .option('--json', 'print the result as one JSON object on the last line')
  .option('--runs <n>', 'runs of each contestant, at least 3 (default 3)', repetitions)
  .option('--quick', 'one short run, to see that it works: its figures are not worth quoting')
  .option('--profile <folder>', "also take CPU profiles of Farport's processes, after the figures")
  .option('--only <contestant...>', 'measure only these contestants')
  .option('--processors <n>', 'processors of the lab machine, 1 to 4', processors, 1)
  .option('--verbose', "show the lab's console")
  .addHelpText(
    'after',
    `\nBenchmarks:\n${list.join('\n')}\n\nRatios: Farport's throughput over the peer's; for times and memory the peer's over Farport's. Above 1 is always ahead.\nSee docs/benchmarks.md.`,
  )
  // Without a name, or with a wrong one: what there is.
  .showHelpAfterError()
  .action(async (name: string, options: Options) => {
    const bench = benches[name]!;
    const unknown = options.only?.find((contestant) => !bench.contestants.includes(contestant));
    if (unknown !== undefined)
      program.error(`${name} has no contestant "${unknown}": it has ${bench.contestants.join(', ')}`);
    const runs = options.runs ?? (options.quick ? 1 : 3);
    const machine = describeMachine();
    const say = (line: string) => process.stderr.write(`${line}\n`);
    const where = `${machine.processor}, ${machine.processors} processors, ${machine.kernel}`;
    say(`${where}; runs: ${runs}`);
    const context: BenchContext = {
      runs,
      quick: options.quick ?? false,
      only: options.only,
      profile: options.profile,
      processors: options.processors,
      say,
      onConsole: options.verbose
        ? (line) => {
            say(`lab: ${line}`);
          }
        : undefined,
    };
    const result = await measured(bench, context);
    const versions = Object.entries(result.versions ?? {}).map(([what, version]) => `${what} ${version}`);
    process.stdout.write(
      `${ratioTable(result)}\n\nMedians of ${runs} ${runs === 1 ? 'run' : 'runs'}; in brackets Farport's ratio to the peer, above 1 is ahead.\n${where}\n${versions.join(', ')}\n${options.quick ? 'A quick look: not to be quoted.\n' : ''}`,
    );
    const { headline, ...rest } = result;
    if (options.json)
      process.stdout.write(
        `${JSON.stringify({ bench: name, machine, runs, quick: options.quick ?? false, ratios: ratiosOf(result.rows), ...rest, ...headline })}\n`,
      );
  });

const stalls: ReadonlySet<BenchErrorCode | LabErrorCode | GuestErrorCode> = new Set([
  'bench.stalled',
  'lab.timeout',
  'lab.ended',
  'lab.boot',
  'guest.timeout',
  'guest.closed',
]);

/** The lab stands still once in a while (docs/development.md); then everything is measured again, from the start. */
async function measured(bench: Bench, context: BenchContext): Promise<BenchResult> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await bench.run(context);
    } catch (error) {
      if (!isStall(error) || attempt === attempts) throw error;
      context.say(
        `${error.message}\nThe lab stood still or went away: attempt ${attempt + 1} of ${attempts}.`,
      );
    }
  }
}

function isStall(error: unknown): error is BenchError | LabError | GuestError {
  return isExpected(error) && stalls.has(error.code);
}

function isExpected(error: unknown): error is BenchError | LabError | GuestError {
  return error instanceof BenchError || error instanceof LabError || error instanceof GuestError;
}

try {
  await program.parseAsync();
} catch (error) {
  if (!isExpected(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
