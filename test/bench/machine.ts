// What a benchmark ran on: without it a number says little.
import { availableParallelism, cpus, release, totalmem } from 'node:os';

export interface MachineDescription {
  readonly processor: string;
  readonly processors: number;
  readonly memoryMiB: number;
  readonly kernel: string;
  readonly node: string;
}

export function describeMachine(): MachineDescription {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    processors: availableParallelism(),
    memoryMiB: Math.round(totalmem() / 2 ** 20),
    kernel: `Linux ${release()}`,
    node: process.versions.node,
  };
}
