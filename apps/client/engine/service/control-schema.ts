/**
 * Owns what may be said over the engine's control socket: requests and answers, with every length bounded. Both
 * sides check with it.
 */
import { z } from 'zod';

const text = (max: number): z.ZodString => z.string().min(1).max(max);

export const redirectRequest = z.strictObject({
  device: text(300),
  vm: text(128),
  agent: text(300),
  fingerprint: text(200),
  ticket: text(512),
  auto: z.boolean().default(false),
  /** Wait for a device, an agent or a VM that is not there yet. */
  wait: z.boolean().default(false),
});
export type RedirectRequest = z.infer<typeof redirectRequest>;

export const releaseRequest = z.union([
  z.strictObject({ device: text(300) }),
  z.strictObject({ all: z.literal(true) }),
]);
export type ReleaseRequest = z.infer<typeof releaseRequest>;

const errorShape = z.object({ code: z.string(), message: z.string() });

const deviceShape = z.object({
  portPath: z.string(),
  vendorId: z.number(),
  productId: z.number(),
  serial: z.string(),
  label: z.string(),
});

export const redirectionStatus = z.object({
  id: z.number(),
  selector: z.string(),
  auto: z.boolean(),
  vm: z.string(),
  agent: z.string(),
  phase: z.enum([
    'waiting-for-device',
    'connecting',
    'attaching',
    'attached',
    'reconnecting',
    'failed',
    'released',
  ]),
  /** In words. */
  state: z.string(),
  /** The controller's port while attached. */
  port: z.number().optional(),
  captured: z.boolean(),
  device: deviceShape.optional(),
  error: errorShape.optional(),
});
export type RedirectionStatus = z.infer<typeof redirectionStatus>;

export const engineStatus = z.object({
  pid: z.number(),
  version: z.string(),
  backend: z.string(),
  redirections: z.array(redirectionStatus),
});
export type EngineStatus = z.infer<typeof engineStatus>;

export const releaseAnswer = z.object({ released: z.array(redirectionStatus) });
export const errorAnswer = z.object({ error: errorShape });
