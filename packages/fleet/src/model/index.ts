/** The things of the fleet. */
export * from './assignment.ts';
export * from './device-state.ts';
export * from './device.ts';
export * from './lease.ts';
export * from './machines.ts';
export * from './people.ts';
export * from './plan.ts';
export * from './versioned.ts';
