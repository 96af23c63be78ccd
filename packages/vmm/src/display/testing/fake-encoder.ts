import type { Encoder } from '../display-session.ts';

const nothing = (): void => undefined;

/** Stands for the native encoder: says what a test wants said. */
export class FakeEncoder implements Encoder {
  readonly outputs: NonNullable<ReturnType<Encoder['take']>>[] = [];
  readonly setMode = nothing;
  readonly update = nothing;
  readonly grant = nothing;
  readonly close = nothing;
  restarts = 0;
  wake: () => void = nothing;

  restart(): void {
    this.restarts += 1;
  }

  take(): ReturnType<Encoder['take']> {
    return this.outputs.shift() ?? null;
  }
}
