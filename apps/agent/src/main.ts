/** Entry of farport-agent. */
import { finish, runCli } from './cli/program.ts';

await finish(await runCli(process.argv.slice(2)));
