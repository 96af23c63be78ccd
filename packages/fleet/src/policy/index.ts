/** The policy: what may go where, and why. */
export * from './decide.ts';
export * from './describe.ts';
export * from './dry-run.ts';
export * from './policy-document.ts';
export * from './starting-policy.ts';
export * from './time-window.ts';
export * from './usbredir-policy.ts';
