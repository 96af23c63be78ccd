/** Roles, operations and scopes: who may do what. */
export * from './roles.ts';
export * from './scopes.ts';
