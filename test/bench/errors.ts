// The failures of a benchmark that a person can do something about.

export type BenchErrorCode = 'bench.build' | 'bench.peer' | 'bench.farport' | 'bench.usage';

export class BenchError extends Error {
  readonly code: BenchErrorCode;
  constructor(code: BenchErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'BenchError';
    this.code = code;
  }
}
