/** One thing that the doctor looked at. */

export interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'warning' | 'wrong';
  /** What was found, and what to do about it. */
  readonly message: string;
}
