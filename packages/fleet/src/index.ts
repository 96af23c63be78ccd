/**
 * The fleet as agent and console both know it: the model, the states in words, the policy, roles and operations.
 * No I/O and nothing of Node's: it runs in a browser too.
 */
export * from './access/index.ts';
export * from './answers.ts';
export * from './enrol-command.ts';
export * from './errors.ts';
export * from './limits.ts';
export * from './model/index.ts';
export * from './policy/index.ts';
export * from './requests.ts';
export * from './schema.ts';
