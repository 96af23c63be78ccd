/** The agent's errors: each has a stable code, an HTTP status for those who ask over HTTP, and says what to do. */

export class FarportError extends Error {
  /** "area.name", stable: programs match on it. */
  readonly code: string;
  /** Status of an HTTP answer that carries it. */
  readonly status: number;

  constructor(code: string, status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.status = status;
  }
}

/** A mistake in the configuration file, or in what it names. */
export class ConfigError extends FarportError {
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(code, 500, message, options);
  }
}

/** A ticket that lets nobody in: 401 when it is not one of ours, 403 when it is but not for this. */
export class TicketError extends FarportError {}

/** A VM that is not there, not in the right state, or failed. */
export class VmError extends FarportError {}

/** A request over HTTP that is not one of ours, or is too big. */
export class RequestError extends FarportError {}

/** Something the service itself could not do: bind its port, read its certificate. */
export class ServiceError extends FarportError {
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(code, 500, message, options);
  }
}

/** The CLI got no answer from the agent. */
export class AgentUnreachableError extends FarportError {
  constructor(message: string, options?: ErrorOptions) {
    super('agent.not_running', 503, message, options);
  }
}

/** The `code` of a Node system error ("ENOENT"), or of one of ours; undefined for anything else. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** What an error says, also when it is not an Error. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
