/**
 * Owns the errors that the engine shows to people: a stable code and a sentence that says what to do.
 * Never holds the conditions that lead to them.
 */

export type EngineErrorCode =
  | 'agent.busy'
  | 'agent.fingerprint_missing'
  | 'agent.missing'
  | 'agent.starting'
  | 'agent.ticket_missing'
  | 'agent.ticket_refused'
  | 'agent.unreachable'
  | 'agent.wrong_certificate'
  | 'capture.failed'
  | 'capture.no_backend'
  | 'client.credential'
  | 'client.refused'
  | 'config.invalid'
  | 'device.ambiguous'
  | 'device.busy'
  | 'device.descriptors'
  | 'device.gone'
  | 'device.hub'
  | 'device.not_found'
  | 'device.redirected'
  | 'device.selector'
  | 'engine.already_running'
  | 'engine.directory'
  | 'engine.not_running'
  | 'engine.request'
  | 'engine.start'
  | 'usbfs.permission'
  | 'viewer.browser'
  | 'viewer.missing'
  | 'viewer.port'
  | 'vm.detached'
  | 'vm.no_display'
  | 'vm.not_found'
  | 'vm.not_running';

/** Any error of the engine that a person may have to act on. */
export class EngineError extends Error {
  readonly code: EngineErrorCode;
  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.name = 'EngineError';
  }
}

/** The code of an error from anywhere, if it carries one ("area.name" or an errno's name). */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** One line about an error from anywhere. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
