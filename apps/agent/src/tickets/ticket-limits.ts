/** Bounds of what a ticket may be asked to be. */

/** Longest life of a ticket, seconds. */
export const maxTtlSeconds = 366 * 24 * 3600;
