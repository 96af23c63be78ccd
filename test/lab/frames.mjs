// The kinds of frames between the lab's host side (channel.ts) and the runner inside it (runner.mjs).
export const type = /** @type {const} */ ({
  start: 1,
  stdin: 2,
  stdinEnd: 3,
  kill: 4,
  ready: 16,
  stdout: 17,
  stderr: 18,
  exit: 19,
});
