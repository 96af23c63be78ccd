/** How the machine tells its keeper what happened. The keeper (agent, tool, test) decides where it goes. */

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** One line: a short message, and fields that a machine can read. Never guest memory, never payload. */
export type Log = (level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>) => void;

export const silent: Log = () => undefined;
