/**
 * Owns what may be said over the engine's control socket: requests and answers, with every length bounded. Both
 * sides check with it.
 */
import * as v from 'valibot';
import { exactObject, finiteNumber } from '@farport/protocol/shape';

function text(most: number): v.GenericSchema<unknown, string> {
  const message = `must have 1 to ${most} characters`;
  return v.pipe(v.string(), v.minLength(1, message), v.maxLength(most, message));
}

export const redirectRequest = exactObject({
  device: text(300),
  vm: text(128),
  agent: text(300),
  fingerprint: text(200),
  ticket: text(512),
  auto: v.optional(v.boolean(), false),
  /** Wait for a device, an agent or a VM that is not there yet. */
  wait: v.optional(v.boolean(), false),
});
export type RedirectRequest = v.InferOutput<typeof redirectRequest>;

export const releaseRequest = v.union(
  [exactObject({ device: text(300) }), exactObject({ all: v.literal(true) })],
  'must be {"device": NAME} or {"all": true}, and no more',
);
export type ReleaseRequest = v.InferOutput<typeof releaseRequest>;

const errorShape = v.object({ code: v.string(), message: v.string() });

const deviceShape = v.object({
  portPath: v.string(),
  vendorId: finiteNumber,
  productId: finiteNumber,
  serial: v.string(),
  label: v.string(),
});

export const redirectionStatus = v.object({
  id: finiteNumber,
  selector: v.string(),
  auto: v.boolean(),
  vm: v.string(),
  agent: v.string(),
  phase: v.picklist([
    'waiting-for-device',
    'connecting',
    'attaching',
    'attached',
    'reconnecting',
    'failed',
    'released',
  ]),
  /** In words. */
  state: v.string(),
  /** The controller's port while attached. */
  port: v.optional(finiteNumber),
  captured: v.boolean(),
  device: v.optional(deviceShape),
  error: v.optional(errorShape),
});
export type RedirectionStatus = v.InferOutput<typeof redirectionStatus>;

export const fleetStatus = v.object({
  agent: v.string(),
  /** What this client is called there. */
  name: v.string(),
  state: v.picklist(['connecting', 'connected', 'waiting']),
  /** Why it waits; may be empty. */
  message: v.string(),
});
export type FleetStatus = v.InferOutput<typeof fleetStatus>;

export const engineStatus = v.object({
  pid: finiteNumber,
  version: v.string(),
  backend: v.string(),
  redirections: v.array(redirectionStatus),
  /** The fleet that this machine is enrolled in, if any. */
  fleet: v.optional(fleetStatus),
});
export type EngineStatus = v.InferOutput<typeof engineStatus>;

export const releaseAnswer = v.object({ released: v.array(redirectionStatus) });
export const errorAnswer = v.object({ error: errorShape });
