/**
 * farport-agent, one command after another in one process: a line of standard input is the JSON of a command's arguments. What
 * it prints is followed by a NUL, its exit status and a line's end. For tests of many commands; a process each takes longer.
 */
import { createInterface } from 'node:readline';
import { runCli } from '../cli/program.ts';

process.setMaxListeners(0);
for await (const line of createInterface({ input: process.stdin })) {
  const status = await runCli(JSON.parse(line) as string[]);
  process.stdout.write(`\0${status}\n`);
}
