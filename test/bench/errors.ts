// The failures of a benchmark that a person can do something about.

/** `bench.stalled` is a lab or a guest that stood still or went away; measuring again may help there, and only there. */
export type BenchErrorCode =
  'bench.build' | 'bench.missing' | 'bench.peer' | 'bench.farport' | 'bench.stalled';

export class BenchError extends Error {
  readonly code: BenchErrorCode;
  constructor(code: BenchErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BenchError';
    this.code = code;
  }
}
