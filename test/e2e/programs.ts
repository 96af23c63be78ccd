// The command lines of the two programs, as a person of this checkout starts them.
import { checkout } from '../lab/machine.ts';

const node = `${checkout}/node_modules/.bin/node`;

export const agentProgram = [node, `${checkout}/apps/agent/bin/farport-agent.mjs`];
export const clientProgram = [node, `${checkout}/apps/client/bin/farport.mjs`];
