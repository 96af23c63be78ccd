/** What a person can set, and the devices and agents the app remembers. One schema for the file and for every edge. */
import * as v from 'valibot';
import { exactObject } from '@farport/protocol/shape';

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];
export const THEMES = ['system', 'light', 'dark'] as const;

/** Agents and devices that are remembered at once. */
const MAX_REMEMBERED = 64;

export function text(most: number, least = 1): v.GenericSchema<unknown, string> {
  const message = `must have ${least} to ${most} characters`;
  return v.pipe(v.string(), v.minLength(least, message), v.maxLength(most, message));
}

/** The name of a VM, as the agent takes it. */
export const vmName = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'must be the name of a VM'),
);
export const addressText = text(300);
export const fingerprintText = v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/, 'must be a fingerprint'));

export const knownAgent = exactObject({
  /** HOST:PORT */
  address: addressText,
  /** Checked by a person once. */
  fingerprint: fingerprintText,
  /** The name signed in with last; empty for none. */
  user: text(256, 0),
  /** The VM opened last; empty for none. */
  vm: text(63, 0),
});
export type KnownAgent = v.InferOutput<typeof knownAgent>;

/** A device that goes into a VM by itself whenever it is plugged in and the VM's screen is open. */
export const alwaysRule = exactObject({
  vendorId: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff)),
  productId: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff)),
  serial: text(256, 0),
  /** The port, where the device has no serial number; else empty. */
  port: text(64, 0),
  name: text(300),
  agent: addressText,
  vm: vmName,
});
export type AlwaysRule = v.InferOutput<typeof alwaysRule>;

const choices = {
  /** Undefined: the system's. */
  language: v.optional(v.picklist(LANGUAGES)),
  theme: v.picklist(THEMES),
  /** Ask what to do with a device that is plugged in. */
  ask: v.boolean(),
  /** The whole screen from the start, and no way out but quitting. */
  kiosk: v.boolean(),
  startAtLogin: v.boolean(),
};

/** A change by a person: what is left out stays. */
export const settingsChange = exactObject({
  /** Null: the system's from now on. */
  language: v.optional(v.nullable(v.picklist(LANGUAGES))),
  theme: v.optional(choices.theme),
  ask: v.optional(choices.ask),
  kiosk: v.optional(choices.kiosk),
  startAtLogin: v.optional(choices.startAtLogin),
});
export type SettingsChange = v.InferOutput<typeof settingsChange>;

export const settings = exactObject({
  version: v.literal(1),
  ...choices,
  agents: v.pipe(v.array(knownAgent), v.maxLength(MAX_REMEMBERED)),
  always: v.pipe(v.array(alwaysRule), v.maxLength(MAX_REMEMBERED)),
});
export type Settings = v.InferOutput<typeof settings>;

export const DEFAULT_SETTINGS: Settings = {
  version: 1,
  theme: 'system',
  ask: true,
  kiosk: false,
  startAtLogin: false,
  agents: [],
  always: [],
};

/** With one more; the oldest goes where there are too many. */
export function remembered<T>(list: readonly T[], one: T, same: (other: T) => boolean): T[] {
  return [...list.filter((other) => !same(other)), one].slice(-MAX_REMEMBERED);
}
