/** The errors that the app itself shows to people: a stable code and a sentence that says what to do. */

export type AppErrorCode =
  | 'account.no_ticket'
  | 'account.password_change'
  | 'agent.answer'
  | 'agent.not_trusted'
  | 'app.browser'
  | 'app.call'
  | 'app.closed'
  | 'app.engine_ended'
  | 'app.link'
  | 'app.settings'
  | 'app.too_many'
  | 'screen.none'
  | 'secret.refused'
  | 'session.none'
  | 'vm.unknown';

export class AppError extends Error {
  readonly code: AppErrorCode;
  constructor(code: AppErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.name = 'AppError';
  }
}

/** An error that the other end of a line told. */
export class ToldError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
    this.name = 'ToldError';
  }
}

const CODE = /^[a-z_]{1,40}\.[a-z_]{1,60}$/;

/** What an error may tell over a line: a code of ours and its sentence; of any other error only that there was one. */
export function told(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && CODE.test(error.code)) {
    return { code: error.code, message: error.message.slice(0, 4096) };
  }
  return { code: 'app.internal', message: 'something went wrong inside Farport; its log says more' };
}
