// npm run demo: a USB stick in the client is a disk in a VM on the server, shown step by step on real parts.
import { Command } from 'commander';
import { labHost } from './lab-host.ts';
import { localHost, whyNotHere } from './local-host.ts';
import { Demo } from './steps.ts';

interface Options {
  readonly json?: true;
  readonly lab?: true;
  readonly device?: string;
  readonly verbose?: true;
}

interface Outcome {
  readonly name: string;
  readonly ok: boolean;
  readonly ms: number;
  readonly detail: string;
}

const program = new Command('npm run demo --')
  .description('Shows Farport at work: a USB stick at the client becomes a disk in a virtual machine.')
  .option('--json', 'print the outcome as one JSON object on the last line')
  .option('--lab', 'run in the lab even where this machine could')
  .option(
    '--device <selector>',
    'a real stick of this machine (VID:PID, serial or port); a file is written to it, and you are asked to unplug it',
  )
  .option('--verbose', "show the lab's console")
  .action(main);

/** With --json, stdout belongs to the object. */
let say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function main(options: Options): Promise<void> {
  if (options.json) say = (line) => process.stderr.write(`${line}\n`);
  const start = Date.now();
  const whyLab = options.lab ? 'the lab was asked for' : whyNotHere(options.device);
  if (whyLab !== undefined && options.device !== undefined) {
    process.stderr.write(`--device needs a machine with a KVM and a USB host, but ${whyLab}.\n`);
    process.exitCode = 2;
    return;
  }
  say(
    whyLab === undefined
      ? 'Running on this machine: it has a KVM and a USB host.'
      : `Running in the lab: ${whyLab}.`,
  );

  const outcomes: Outcome[] = [];
  const step = async (name: string, run: () => Promise<string>): Promise<boolean> => {
    const from = Date.now();
    say(`  ...    ${name}`);
    const done = (ok: boolean, detail: string) => {
      const ms = Date.now() - from;
      outcomes.push({ name, ok, ms, detail });
      say(`  ${ok ? 'ok    ' : 'FAILED'} ${seconds(ms)}${detail === '' ? '' : `: ${detail}`}`);
      return ok;
    };
    try {
      return done(true, await run());
    } catch (error) {
      return done(false, error instanceof Error ? error.message : String(error));
    }
  };

  let demo: Demo | undefined;
  let ending: Promise<void> | undefined;
  const end = () => (ending ??= demo?.end() ?? Promise.resolve());
  const interrupt = () => {
    say('interrupted: cleaning up');
    void end().finally(() => process.exit(130));
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);

  const prepared = await step(whyLab === undefined ? 'prepare the stick' : 'boot the lab', async () => {
    const show = options.verbose ? (line: string) => process.stderr.write(`lab: ${line}\n`) : undefined;
    demo = new Demo(whyLab === undefined ? await localHost(options.device) : await labHost(show));
    return '';
  });
  const steps = demo?.steps ?? [];
  let holds = prepared;
  for (const { name, run } of steps) {
    if (holds) holds = await step(name, run);
    else outcomes.push({ name, ok: false, ms: 0, detail: 'not reached' });
  }
  if (!holds && demo !== undefined) say(`\n${await demo.logs()}`);
  await end();
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);

  const ms = Date.now() - start;
  say(`\n${table(outcomes)}\n\n${holds ? 'All steps held' : 'It did not work'}, ${seconds(ms)}.`);
  if (options.json) {
    const where = whyLab === undefined ? 'local' : 'lab';
    process.stdout.write(`${JSON.stringify({ ok: holds, where, ms, steps: outcomes })}\n`);
  }
  process.exitCode = holds ? 0 : 1;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function table(outcomes: readonly Outcome[]): string {
  const width = Math.max(...outcomes.map(({ name }) => name.length));
  return outcomes
    .map(({ name, ok, ms, detail }) => {
      const how = ok ? 'ok' : detail === 'not reached' ? '-' : 'FAILED';
      return `${name.padEnd(width)}  ${how.padEnd(6)}  ${seconds(ms).padStart(8)}`;
    })
    .join('\n');
}

await program.parseAsync();
