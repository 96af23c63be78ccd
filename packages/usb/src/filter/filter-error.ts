/** What is wrong with a filter that somebody wrote, and how it should look. */

export type FilterErrorCode =
  /** A VID:PID pattern. */
  | 'filter.id'
  /** A class/subclass/protocol pattern. */
  | 'filter.class'
  /** A pattern of serial numbers. */
  | 'filter.serial'
  /** A port or a branch of ports. */
  | 'filter.port'
  /** A string of usbredir filter rules. */
  | 'filter.usbredir'
  /** Rules that usbredir's filter cannot say. */
  | 'filter.not_expressible'
  /** A filter string whose translation would take more rules than anyone could read. */
  | 'filter.too_complex';

export class FilterError extends Error {
  readonly code: FilterErrorCode;
  constructor(code: FilterErrorCode, message: string) {
    super(message);
    this.name = 'FilterError';
    this.code = code;
  }
}
