/** What can be changed by two people at once. */

export interface Versioned {
  /**
   * Begins at 1 and grows by one with every change. Who changes something names the version that they saw; where it
   * is no longer that, nothing is changed and they are told.
   */
  readonly version: number;
}
