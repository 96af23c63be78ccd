/** Entry of a VM process: the real machine. Started by the agent with the path of a spec file. */
import { parts } from './parts.ts';
import { runVmProcess } from './run.ts';

await runVmProcess(process.argv[2], parts);
