// npm run soak -- NAME: what takes long and must hold however often it is done. Never part of npm test.
import { Command, InvalidArgumentError } from 'commander';
import { killUnderLoad } from '../../apps/agent/src/testing/kill-under-load.ts';

function rounds(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Use a whole number from 1.');
  return Number(text);
}

const program = new Command('npm run soak --').description(
  'Does the same many times, and says whether it held.',
);
program
  .command('agent-kill')
  .description(
    'SIGKILL for the agent at random moments while its API changes the fleet; what it acknowledged must be there',
  )
  .option('--rounds <n>', 'how often', rounds, 200)
  .option('--json', 'the outcome as one JSON object on the last line', false)
  .action(async (options: { rounds: number; json: boolean }) => {
    const begun = Date.now();
    const say = (line: string): void => {
      process.stderr.write(`${line}\n`);
    };
    const report = await killUnderLoad(options.rounds, say);
    const seconds = Math.round((Date.now() - begun) / 1000);
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ ok: true, ...report, seconds })}\n`
        : `held: ${report.kills} kills, ${report.acknowledged} acknowledged changes all there, audit of ${report.auditRecords} records verifies, VMs ran on; ${seconds} s\n`,
    );
  });
await program.parseAsync();
