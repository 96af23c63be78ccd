// The lab's errors.

export type LabErrorCode =
  | 'lab.missing'
  | 'lab.boot'
  | 'lab.ended'
  | 'lab.qmp'
  | 'lab.command'
  | 'lab.timeout'
  | 'lab.stick'
  | 'lab.device';

/** Something about the lab itself went wrong; the message says what to do. */
export class LabError extends Error {
  readonly code: LabErrorCode;
  constructor(code: LabErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LabError';
    this.code = code;
  }
}
