/** How a VM process ends: the exit statuses, and the file that says it in words. */

/** Exit statuses of a VM process. */
export const exitStatus = {
  /** The guest powered off, or it was asked to stop. */
  stopped: 0,
  /** The machine could not go on. */
  failed: 1,
  /** It could not be made: wrong spec, no KVM, a file that is missing. */
  notStarted: 2,
  /** A fault of ours. */
  internal: 70,
  /** Another process runs this VM (from flock(1)). */
  locked: 75,
} as const;

export interface ExitRecord {
  readonly reason: 'powered-off' | 'stopped' | 'failed' | 'not-started' | 'internal' | 'died';
  readonly code: string;
  readonly message: string;
}

export function parseExitRecord(text: string): ExitRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    if (!('reason' in value) || !('code' in value) || !('message' in value)) return undefined;
    const { reason, code, message } = value;
    if (typeof reason !== 'string' || typeof code !== 'string' || typeof message !== 'string')
      return undefined;
    const known = ['powered-off', 'stopped', 'failed', 'not-started', 'internal', 'died'] as const;
    const found = known.find((each) => each === reason);
    return found === undefined ? undefined : { reason: found, code, message };
  } catch {
    return undefined;
  }
}
