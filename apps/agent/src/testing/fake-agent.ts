/** farport-agent whose VM processes hold the fake machine. */
import { fileURLToPath } from 'node:url';
import { finish, runCli } from '../cli/program.ts';

const program = fileURLToPath(new URL('./fake-vm-process.ts', import.meta.url));
await finish(await runCli(process.argv.slice(2), program));
