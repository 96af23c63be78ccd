/** The agent's log: JSON lines on stdout, each with a stable event name. Never a ticket, never a header. */
import { destination, pino, type Logger } from 'pino';
import type { LogLevel } from './config/config.ts';

export type Fields = Readonly<Record<string, unknown>>;

export interface Log {
  debug(event: string, fields?: Fields): void;
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  error(event: string, fields?: Fields): void;
}

export function createLog(level: LogLevel): Log {
  const stdout = destination({ fd: 1, sync: true });
  // Whoever read our log has gone: the service goes on.
  stdout.on('error', () => undefined);
  const logger: Logger = pino(
    { level, base: { pid: process.pid }, formatters: { level: (label) => ({ level: label }) } },
    stdout,
  );
  const at =
    (name: 'debug' | 'info' | 'warn' | 'error') =>
    (event: string, fields: Fields = {}): void => {
      logger[name]({ event, ...fields });
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
