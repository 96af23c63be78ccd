/** farport-agent whose VM processes hold the fake machine. */
import { fileURLToPath } from 'node:url';
import { runCli } from '../cli/program.ts';

const program = fileURLToPath(new URL('./fake-vm-process.ts', import.meta.url));
process.exit(await runCli(process.argv.slice(2), program));
