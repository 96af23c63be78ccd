/** The types of frames.mjs, which is JavaScript for the sake of runner.mjs. */
export const type: {
  readonly start: 1;
  readonly stdin: 2;
  readonly stdinEnd: 3;
  readonly kill: 4;
  readonly ready: 16;
  readonly stdout: 17;
  readonly stderr: 18;
  readonly exit: 19;
};
