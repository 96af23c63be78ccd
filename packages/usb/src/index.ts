export * from './speed.ts';
export * from './urb.ts';
