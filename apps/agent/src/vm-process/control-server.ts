/**
 * How the agent steers and watches a VM process: HTTP+JSON on run_dir/NAME/control.sock, which only the agent's
 * user can open. Every answer is short; `/events` and `/console` last until the process ends.
 */
import type { Server, ServerResponse } from 'node:http';
import { RequestError, VmError, errorCode, errorMessage } from '../errors.ts';
import type { AdmissionAnswer, AdmissionQuestion, Admissions } from './admission.ts';
import { createJsonServer, streaming } from '../http/json-server.ts';
import { maxWatchers, type ConsoleHub } from './console-hub.ts';
import type { Machine } from './machine-factory.ts';
import type { DeviceStatus } from './observed-ports.ts';

export interface VmStatus {
  readonly name: string;
  readonly pid: number;
  readonly state: string;
  /** Seconds since the process started. */
  readonly uptime: number;
  readonly devices: readonly DeviceStatus[];
}

const maxConsoleInput = 64 << 10;
const maxEventStreams = 4;

export class ControlServer {
  readonly server: Server;
  readonly #events = new Set<ServerResponse>();

  constructor(
    machine: Machine,
    consoleHub: ConsoleHub,
    admissions: Admissions,
    status: () => VmStatus,
    stop: () => void,
    unexpected: (error: unknown) => void,
  ) {
    /** Runs one operation of the machine; what it refuses is the asker's to know. */
    const operate = (operation: () => void | Promise<void>) => async (): Promise<void> => {
      try {
        await operation();
      } catch (cause) {
        throw new VmError(errorCode(cause) ?? 'vm.refused', 409, errorMessage(cause), { cause });
      }
    };
    this.server = createJsonServer(
      {
        'GET /status': status,
        'GET /events': ({ response }) => {
          if (this.#events.size >= maxEventStreams) throw tooMany('event streams', maxEventStreams);
          this.#events.add(response);
          response.on('close', () => this.#events.delete(response));
          response.writeHead(200, { 'content-type': 'application/x-ndjson' });
          response.write(`${JSON.stringify(status())}\n`);
          for (const question of admissions.unanswered()) response.write(lineOf(question));
          return streaming;
        },
        'POST /admissions': async (context) => {
          admissions.answer(answerOf(await context.json()));
        },
        'POST /power-button': operate(() => {
          machine.powerButton();
        }),
        'POST /pause': operate(() => machine.pause()),
        'POST /resume': operate(() => {
          machine.resume();
        }),
        'POST /reset': operate(() => {
          machine.reset();
        }),
        'POST /stop': () => {
          stop();
        },
        'GET /console': ({ response }) => {
          response.writeHead(200, { 'content-type': 'application/octet-stream' });
          response.flushHeaders();
          if (!consoleHub.watch(response)) {
            response.end(`farport: ${maxWatchers} readers have this console open; close one first\r\n`);
          }
          return streaming;
        },
        'POST /console': async (context) => {
          machine.consoleInput(await context.body(maxConsoleInput));
        },
      },
      unexpected,
    );
    admissions.askBy(
      (question) => {
        this.#tell(lineOf(question));
      },
      (promiseBroken) => {
        this.#tell(`${JSON.stringify({ promiseBroken })}\n`);
      },
    );
  }

  /** Tells the watchers of `/events` the new status. A watcher that does not read is cut off. */
  changed(status: VmStatus): void {
    this.#tell(`${JSON.stringify(status)}\n`);
  }

  #tell(line: string): void {
    for (const response of this.#events) {
      if (response.writableLength > 64 << 10) response.destroy();
      else response.write(line);
    }
  }

  close(): void {
    for (const response of this.#events) response.end();
    this.server.close();
    this.server.closeIdleConnections();
  }
}

function tooMany(what: string, limit: number): VmError {
  return new VmError('vm.too_many_readers', 429, `this VM has its ${limit} ${what} already: close one first`);
}

function lineOf(admission: AdmissionQuestion): string {
  return `${JSON.stringify({ admission })}\n`;
}

/** @throws RequestError http.bad_request */
function answerOf(value: unknown): AdmissionAnswer {
  const { id, allow, code, message } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (
    typeof id !== 'string' ||
    typeof allow !== 'boolean' ||
    typeof code !== 'string' ||
    typeof message !== 'string'
  ) {
    throw new RequestError('http.bad_request', 400, 'this is no answer');
  }
  return { id, allow, code, message };
}
