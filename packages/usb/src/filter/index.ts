/** Filters of devices: what a rule may ask, the match with its reason, and usbredir's filter strings. */
export * from './class-pattern.ts';
export * from './device-facts.ts';
export * from './device-filter.ts';
export * from './filter-error.ts';
export * from './id-pattern.ts';
export * from './port-pattern.ts';
export * from './serial-pattern.ts';
export * from './usbredir-filter.ts';
export * from './usbredir-translation.ts';
