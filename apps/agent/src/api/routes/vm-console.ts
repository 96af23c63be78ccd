/** A VM's power button and its serial console, both ways. The bytes are the VM process's; who may, and the audit, are here. */
import { consoleInputSchema, type Vm } from '@farport/fleet';
import { pipeline } from 'node:stream';
import { VmError } from '../../errors.ts';
import { ask, open } from '../../http/json-client.ts';
import type { ChangeContext } from '../../store/store.ts';
import { FewAtOnce } from '../few-at-once.ts';
import type { ApiParts } from '../parts.ts';
import { route, takenOver, type Call } from '../route.ts';
import { found, idParams, none } from './shapes.ts';

const tag = 'vms';

/** A guest that keeps its VM's process busy is no reason to end a person's console. */
const consoleMs = 20_000;
/** Whether a reader may still is asked this often. */
const checkMs = 15_000;
/** What somebody types is one record of the audit in this time, not one for every key. */
const typedMs = 10 * 60_000;
const mostTyping = 1_000;

const readers = new FewAtOnce('reading consoles, by as many as there may be,', 64);

/** Who was written down as typing where, and when. */
const typing = new Map<string, number>();

const ofVm = ({ principal, params, parts }: Call<{ id: string }, unknown, unknown>): Promise<boolean> =>
  parts.fleet.store.read((tx) => tx.vms.mayUse(principal.user.id, params.id));

/** @throws StoreError store.not_found; VmError vm.not_found, vm.not_running */
async function here({ fleet, supervisor }: ApiParts, id: string): Promise<{ vm: Vm; control: string }> {
  const vm = found(await fleet.store.read((tx) => tx.vms.get(id)), 'VM');
  if (vm.host !== fleet.host) {
    throw new VmError('vm.not_found', 404, `VM ${vm.name} runs on ${vm.host}: ask there`);
  }
  return { vm, control: supervisor.sockets(vm.name).control };
}

async function recordTyping(parts: ApiParts, context: ChangeContext, { id, name }: Vm): Promise<void> {
  const { kind, id: who, name: called } = context.actor;
  const key = JSON.stringify([kind, who, called, id]);
  const now = parts.fleet.store.latestTime();
  if ((typing.get(key) ?? -Infinity) + typedMs > now) return;
  await parts.fleet.store.change(context, (tx) =>
    tx.audit.append({ action: 'vm.console_typed', outcome: 'ok', vm: { id, name } }),
  );
  typing.delete(key);
  typing.set(key, now);
  for (const oldest of typing.keys()) {
    if (typing.size <= mostTyping) break;
    typing.delete(oldest);
  }
}

export const vmConsoleRoutes = [
  route({
    method: 'POST',
    path: '/vms/:id/power-button',
    access: 'vm.power',
    own: ofVm,
    tag,
    summary: 'Press the power button; what the guest does is its own affair',
    params: idParams,
    answer: none,
    handle: async ({ params, context, parts }) => {
      const { vm } = await here(parts, params.id);
      await parts.fleet.store.change(context, (tx) =>
        tx.audit.append({ action: 'vm.power_button', outcome: 'ok', vm: { id: vm.id, name: vm.name } }),
      );
      await parts.supervisor.powerButton(vm.name);
    },
  }),
  route({
    method: 'GET',
    path: '/vms/:id/console',
    access: 'vm.console',
    own: ofVm,
    tag,
    summary:
      'The serial console: the end of what the guest wrote, and what it writes from now on, as it comes',
    params: idParams,
    answer: { kind: 'text', type: 'application/octet-stream' },
    handle: async ({ params, context, parts, stillAllowed, takeOver }) => {
      const { vm, control } = await here(parts, params.id);
      const leave = readers.enter();
      try {
        const source = await open(control, 'GET', '/console', { timeoutMs: consoleMs });
        await parts.fleet.store
          .change(context, (tx) =>
            tx.audit.append({ action: 'vm.console_opened', outcome: 'ok', vm: { id: vm.id, name: vm.name } }),
          )
          .catch((error: unknown) => {
            source.destroy();
            throw error;
          });
        const response = takeOver();
        response.writeHead(200, { 'content-type': 'application/octet-stream', 'x-accel-buffering': 'no' });
        response.flushHeaders();
        const check = setInterval(() => {
          void stillAllowed().then((may) => {
            if (!may) source.destroy();
          });
        }, checkMs);
        check.unref();
        // Either end may go at any time; pipeline closes the other.
        pipeline(source, response, () => {
          clearInterval(check);
          leave();
        });
        return takenOver;
      } catch (error) {
        leave();
        throw error;
      }
    },
  }),
  route({
    method: 'POST',
    path: '/vms/:id/console',
    access: 'vm.console',
    own: ofVm,
    tag,
    summary: 'Type into the serial console: bytes, as base64',
    params: idParams,
    body: consoleInputSchema,
    answer: none,
    handle: async ({ params, body, context, parts }) => {
      const { vm, control } = await here(parts, params.id);
      await recordTyping(parts, context, vm);
      await ask(control, 'POST', '/console', {
        body: Buffer.from(body.bytes, 'base64'),
        timeoutMs: consoleMs,
      });
    },
  }),
];
