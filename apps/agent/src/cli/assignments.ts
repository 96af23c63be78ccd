/** What the commands for assignments do: which device, port or rule goes to which VM, or to whose. */
import {
  assignmentAnswer,
  assignmentChangeSchema,
  assignmentCreateSchema,
  clientAnswer,
  userAnswer,
  vmAnswer,
} from '@farport/fleet';
import { formatVidPid } from '@farport/usb';
import * as v from 'valibot';
import { FarportError } from '../errors.ts';
import type { AdminClient } from './admin-client.ts';
import { readJson } from './json-file.ts';
import { clientOf, deviceOf, namesOf, userOf } from './names.ts';
import { table } from './output.ts';
import { done, facts, given, show, textOf, type Options } from './show.ts';

type Assignment = v.InferOutput<typeof assignmentAnswer>;

function whatOf({ what }: Assignment, clients: (id: string | null) => string): string {
  const where = what.clientId === null ? 'any client' : clients(what.clientId);
  switch (what.kind) {
    case 'device': {
      const serial = what.serial === undefined || what.serial === '' ? '' : ` ${what.serial}`;
      const port = what.portPath === undefined || what.portPath === null ? '' : ` port ${what.portPath}`;
      return `device ${formatVidPid(what.vendorId ?? 0, what.productId ?? 0)}${serial}, ${where}${port}`;
    }
    case 'port':
      return `port ${what.portPath ?? ''} of ${where}`;
    case 'rule':
      return `rule ${JSON.stringify(what.filter)}, ${where}`;
  }
}

export async function listAssignments(client: AdminClient, options: Options): Promise<void> {
  const assignments = await client.all(assignmentAnswer, '/assignments');
  const clients = namesOf(await client.all(clientAnswer, '/clients'));
  const vms = namesOf(await client.all(vmAnswer, '/vms'));
  const users = namesOf(await client.all(userAnswer, '/users'));
  show(options, { assignments }, () =>
    table(
      ['ID', 'WHAT', 'TO', 'STATE', 'NOTE'],
      assignments.map((each) => [
        each.id,
        whatOf(each, clients),
        each.to.kind === 'vm' ? vms(each.to.vmId ?? null) : `the VM of ${users(each.to.userId ?? null)}`,
        each.enabled ? 'on' : 'off',
        each.note,
      ]),
    ),
  );
}

export async function showAssignment(client: AdminClient, id: string, options: Options): Promise<void> {
  const assignment = await client.api(assignmentAnswer, 'GET', `/assignments/${encodeURIComponent(id)}`);
  show(options, assignment, () => facts(assignment));
}

export async function createAssignment(client: AdminClient, options: Options): Promise<void> {
  const what = await thingOf(client, options);
  const to = await destinationOf(client, options);
  if (what === undefined) throw usage('name one of --device, --port (with --client) and --rule');
  if (to === undefined) throw usage('name either --vm or --user');
  const body = { what, to, enabled: options['disabled'] !== true, note: textOf(options, 'note') };
  const made = await client.api(assignmentAnswer, 'POST', '/assignments', body);
  show(options, made, () => made.id);
}

export async function setAssignment(client: AdminClient, id: string, options: Options): Promise<void> {
  const path = `/assignments/${encodeURIComponent(id)}`;
  const { version } = await client.api(assignmentAnswer, 'GET', path);
  const [what, to] = [await thingOf(client, options), await destinationOf(client, options)];
  const body = {
    version,
    ...given(options, { note: 'note', enabled: 'enabled' }),
    ...(what === undefined ? {} : { what }),
    ...(to === undefined ? {} : { to }),
  };
  const changed = await client.api(assignmentAnswer, 'PATCH', path, body);
  show(options, changed, () => `${id} is changed`);
}

export async function deleteAssignment(client: AdminClient, id: string, options: Options): Promise<void> {
  const path = `/assignments/${encodeURIComponent(id)}`;
  const { version } = await client.api(assignmentAnswer, 'GET', path);
  await client.api(v.undefined(), 'DELETE', `${path}?version=${version}`);
  done(options, `${id} is deleted`);
}

type Thing = v.InferInput<typeof assignmentCreateSchema>['what'];
type Destination = NonNullable<v.InferInput<typeof assignmentChangeSchema>['to']>;

async function thingOf(client: AdminClient, options: Options): Promise<Thing | undefined> {
  const [device, port, rule] = [textOf(options, 'device'), textOf(options, 'port'), textOf(options, 'rule')];
  const name = textOf(options, 'client');
  const named = [device, port, rule].filter((each) => each !== '');
  if (named.length === 0 && name === '') return undefined;
  if (named.length !== 1) throw usage('name one of --device, --port (with --client) and --rule');
  const clientId = name === '' ? null : (await clientOf(client, name)).id;
  if (port !== '') {
    if (clientId === null) throw usage('--port is a port of a client: name it with --client');
    return { kind: 'port', clientId, portPath: port };
  }
  if (rule !== '') return { kind: 'rule', clientId, filter: (await readJson(rule)) as never };
  const { vendorId, productId, serial, portPath, clientId: at } = await deviceOf(client, device);
  // One without a serial number is told from others of its kind by where it is plugged in.
  return serial === ''
    ? { kind: 'device', clientId: at, vendorId, productId, serial, portPath }
    : { kind: 'device', clientId, vendorId, productId, serial, portPath: null };
}

async function destinationOf(client: AdminClient, options: Options): Promise<Destination | undefined> {
  const [vm, user] = [textOf(options, 'vm'), textOf(options, 'user')];
  if (vm !== '' && user !== '') throw usage('name either --vm or --user');
  if (vm !== '') return { kind: 'vm', vmId: (await client.vm(vm)).id };
  return user === '' ? undefined : { kind: 'user', userId: (await userOf(client, user)).id };
}

function usage(message: string): FarportError {
  return new FarportError('cli.usage', 400, message);
}
