/** What is wrong with a request to change the fleet, as far as the model itself can say. */

export type FleetErrorCode =
  /** A name, a text or a number outside its bounds. */
  | 'fleet.invalid'
  /** A policy that cannot be: the message names the rule and the field. */
  | 'policy.invalid'
  /** A time window or time zone that is none. */
  | 'policy.time'
  /** A rule that usbredir's filters cannot say. */
  | 'policy.not_expressible';

export class FleetError extends Error {
  readonly code: FleetErrorCode;
  constructor(code: FleetErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'FleetError';
    this.code = code;
  }
}
