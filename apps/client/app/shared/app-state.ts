/** All that the app's window shows, as one value that the engine's process sends whenever it changes. */
import { DEVICE_KINDS } from '@farport/look/device';
import * as v from 'valibot';
import { alwaysRule, knownAgent, LANGUAGES, THEMES } from './settings.ts';

export const DEVICE_STATES = [
  /** With this machine. */
  'here',
  /** On its way into the VM. */
  'going',
  /** In the VM. */
  'in_vm',
  /** Wanted in the VM, whose agent is away. */
  'waiting',
  /** Wanted in the VM, not plugged in. */
  'unplugged',
  /** A person has to act: see the error. */
  'failed',
  /** A policy keeps it out of the VM: see `rule` and the error. */
  'forbidden',
] as const;
export type DeviceState = (typeof DEVICE_STATES)[number];

/** Why the app runs in a browser's window; empty in Electron. */
export const SHELL_REASONS = ['', 'no-electron', 'asked'] as const;
/** Why tickets cannot be kept; empty where they can. */
export const SECRETS_REASONS = ['', 'browser', 'no-keyring', 'plain-text'] as const;

const told = v.object({ code: v.string(), message: v.string() });

export const portView = v.object({
  /** "2-1.4"; "usb2" for a root hub. */
  port: v.string(),
  /** The port of the hub it hangs on; null for none that is known. */
  parent: v.nullable(v.string()),
  kind: v.picklist(DEVICE_KINDS),
  /** As the device says it; empty where it says nothing. */
  name: v.string(),
  /** "0781:5583" */
  id: v.string(),
  serial: v.string(),
  /** Mbit/s; null where it is not known. */
  speed: v.nullable(v.number()),
  state: v.picklist(DEVICE_STATES),
  /** The VM it is in or goes to; empty for none. */
  vm: v.string(),
  /** The program of this machine that holds it; empty for none that is known. */
  usedBy: v.string(),
  /** The name of the policy's rule that forbids it; empty where none does or the agent does not say which. */
  rule: v.string(),
  error: v.nullable(told),
  /** Wanted in a VM. */
  on: v.boolean(),
  /** Whether a person can switch it now. */
  switchable: v.boolean(),
  /** Goes into the VM by itself. */
  always: v.boolean(),
});
export type PortView = v.InferOutput<typeof portView>;

export const vmView = v.object({
  name: v.string(),
  description: v.string(),
  /** "running", "stopped", …; "unknown" where only a ticket says that there is such a VM. */
  state: v.string(),
});
export type VmView = v.InferOutput<typeof vmView>;

export const question = v.object({
  /** Names this one plug-in. */
  id: v.string(),
  port: v.string(),
  name: v.string(),
  kind: v.picklist(DEVICE_KINDS),
  vm: v.string(),
});
export type Question = v.InferOutput<typeof question>;

export const appState = v.object({
  version: v.string(),
  shell: v.picklist(['electron', 'browser']),
  shellReason: v.picklist(SHELL_REASONS),
  secretsReason: v.picklist(SECRETS_REASONS),
  /** The engine's way to devices: "native", "libusb". */
  backend: v.string(),
  settings: v.object({
    language: v.nullable(v.picklist(LANGUAGES)),
    theme: v.picklist(THEMES),
    ask: v.boolean(),
    kiosk: v.boolean(),
    startAtLogin: v.boolean(),
    /** Whether this machine can be told to start the app. */
    canStartAtLogin: v.boolean(),
    always: v.array(alwaysRule),
  }),
  agents: v.array(knownAgent),
  session: v.nullable(
    v.object({
      agent: v.string(),
      kind: v.picklist(['ticket', 'account']),
      /** Empty with a ticket. */
      user: v.string(),
      vms: v.array(vmView),
    }),
  ),
  screen: v.nullable(v.object({ vm: v.string(), view: v.string() })),
  /** Hubs before what hangs on them. */
  ports: v.array(portView),
  questions: v.array(question),
  /** Where a link (farport://) leads, until the person has signed in there or gone elsewhere. */
  link: v.nullable(v.object({ agent: v.string(), vm: v.string() })),
});
export type AppState = v.InferOutput<typeof appState>;
