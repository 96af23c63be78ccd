/** What each part of the app may ask of which other, with the shape of every argument and answer. */
import * as v from 'valibot';
import { exactObject } from '@farport/protocol/shape';
import { appState, SECRETS_REASONS, SHELL_REASONS } from './app-state.ts';
import { nothing } from './line.ts';
import { addressText, fingerprintText, settingsChange, text, vmName } from './settings.ts';

const done = v.void();
const portText = text(64);

/** The window asks the engine's process. */
export const WINDOW_CALLS = {
  'state.read': { args: nothing, answer: appState },
  /** Which certificate an agent shows now; nothing is sent to it. */
  'agent.look': {
    args: exactObject({ address: addressText }),
    answer: v.object({ address: v.string(), fingerprint: v.string(), pinned: v.nullable(v.string()) }),
  },
  /** A person has checked the fingerprint. */
  'agent.trust': { args: exactObject({ address: addressText, fingerprint: fingerprintText }), answer: done },
  'agent.forget': { args: exactObject({ address: addressText }), answer: done },
  'session.ticket': {
    args: exactObject({ address: addressText, vm: vmName, ticket: text(512), keep: v.boolean() }),
    answer: done,
  },
  /** With the ticket that was kept. */
  'session.kept': { args: exactObject({ address: addressText }), answer: done },
  'session.account': {
    args: exactObject({ address: addressText, user: text(256), password: text(1024) }),
    answer: done,
  },
  'session.refresh': { args: nothing, answer: done },
  /** Gives up a signing in that is under way: whatever comes of it, it begins no session. */
  'session.cancel': { args: nothing, answer: done },
  'session.end': { args: nothing, answer: done },
  'vm.start': { args: exactObject({ vm: vmName }), answer: done },
  'screen.open': { args: exactObject({ vm: vmName }), answer: v.object({ view: v.string() }) },
  'screen.close': { args: nothing, answer: done },
  'device.use': { args: exactObject({ port: portText }), answer: done },
  'device.keep': { args: exactObject({ port: portText }), answer: done },
  'question.answer': {
    args: exactObject({ id: text(128), answer: v.picklist(['use', 'keep', 'always']) }),
    answer: done,
  },
  'always.forget': {
    args: exactObject({ index: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000)) }),
    answer: done,
  },
  'settings.change': { args: settingsChange, answer: done },
  'link.forget': { args: nothing, answer: done },
  'log.read': { args: nothing, answer: v.object({ text: v.string() }) },
  'app.quit': { args: nothing, answer: done },
} as const;
export type WindowCalls = typeof WINDOW_CALLS;

export const WINDOW_EVENTS = { state: appState } as const;

/** What a viewer's page is told when it opens. */
export const viewOpening = v.object({
  vm: v.string(),
  ticket: v.string(),
  agent: v.string(),
  /** Where its socket is, if not beside its page. */
  display: v.optional(v.string()),
});

/** Whoever shows the window (Electron's main process, or the launcher of a browser) asks the engine's process. */
export const ENGINE_CALLS = {
  start: {
    args: exactObject({
      shell: v.picklist(['electron', 'browser']),
      shellReason: v.picklist(SHELL_REASONS),
      /** The origin of the window's pages where they are not served by the engine. */
      origin: v.nullable(text(100)),
      /** Directories for settings and log. */
      configDirectory: text(4096),
      stateDirectory: text(4096),
      secretsReason: v.picklist(SECRETS_REASONS),
      /** The command that starts the app, for starting it at login; empty where that is not for us to do. */
      command: v.pipe(v.array(text(4096)), v.maxLength(16)),
    }),
    /** `address`: what a browser opens, good once. */
    answer: v.object({ address: v.string(), kiosk: v.boolean(), port: v.number() }),
  },
  /** A window's call, as it came: the engine's process checks it. */
  window: { args: exactObject({ name: text(64), args: v.unknown() }), answer: v.unknown() },
  view: { args: exactObject({ id: text(64) }), answer: v.nullable(viewOpening) },
  link: { args: exactObject({ url: text(1024) }), answer: done },
  /** What a browser opens for one more window, good once. */
  invite: { args: nothing, answer: v.object({ address: v.string() }) },
  /** Gives every device back; resolves when all are. */
  stop: { args: nothing, answer: done },
} as const;

export const ENGINE_EVENTS = { state: appState } as const;

/** The engine's process asks whoever shows the window. */
export const SHELL_CALLS = {
  'secret.keep': { args: exactObject({ name: text(400), value: text(1024) }), answer: done },
  'secret.read': {
    args: exactObject({ name: text(400) }),
    answer: v.object({ value: v.nullable(v.string()) }),
  },
  'secret.forget': { args: exactObject({ name: text(400) }), answer: done },
  quit: { args: nothing, answer: done },
} as const;
export type ShellCalls = typeof SHELL_CALLS;
