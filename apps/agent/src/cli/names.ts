/** Finds what a person names on the command line: by its name, in whatever case, or by its id. Asks the API; prints nothing. */
import { clientAnswer, deviceAnswer, groupAnswer, pageAnswer, userAnswer } from '@farport/fleet';
import { formatVidPid } from '@farport/usb';
import type * as v from 'valibot';
import { FarportError } from '../errors.ts';
import type { AdminClient } from './admin-client.ts';

export type User = v.InferOutput<typeof userAnswer>;
export type Group = v.InferOutput<typeof groupAnswer>;
export type Client = v.InferOutput<typeof clientAnswer>;
export type Device = v.InferOutput<typeof deviceAnswer>;

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The one of this name, or else of this id. */
function named<T extends Named>(all: readonly T[], name: string): T | undefined {
  return (
    all.find((each) => each.name.toLowerCase() === name.toLowerCase()) ?? all.find(({ id }) => id === name)
  );
}

function missing(what: string, name: string): FarportError {
  const message = `there is no ${what} ${JSON.stringify(name)}: "farport-agent ${what} list" shows those there are`;
  return new FarportError(`${what}.not_found`, 404, message);
}

/** @throws FarportError user.not_found */
export async function userOf(client: AdminClient, name: string): Promise<User> {
  const shape = pageAnswer(userAnswer);
  const { items } = await client.api(shape, 'GET', `/users?search=${encodeURIComponent(name.slice(0, 64))}`);
  const user = named(items, name) ?? named(await client.all(userAnswer, '/users'), name);
  if (user === undefined) throw missing('user', name);
  return user;
}

/** @throws FarportError group.not_found */
export async function groupOf(client: AdminClient, name: string): Promise<Group> {
  const group = named(await client.all(groupAnswer, '/groups'), name);
  if (group === undefined) throw missing('group', name);
  return group;
}

/** @throws FarportError client.not_found */
export async function clientOf(client: AdminClient, name: string): Promise<Client> {
  const found = named(await client.all(clientAnswer, '/clients'), name);
  if (found === undefined) throw missing('client', name);
  return found;
}

/** By id, or by VID:PID where there is one of them. @throws FarportError device.not_found, device.ambiguous */
export async function deviceOf(client: AdminClient, name: string): Promise<Device> {
  const devices = await client.all(deviceAnswer, '/devices');
  const fits = devices.filter(
    (device) => device.id === name || formatVidPid(device.vendorId, device.productId) === name.toLowerCase(),
  );
  if (fits.length === 1 && fits[0] !== undefined) return fits[0];
  if (fits.length === 0) throw missing('device', name);
  throw new FarportError(
    'device.ambiguous',
    409,
    `there are ${fits.length} devices ${name}: name one by its id ("farport-agent device list")`,
  );
}

/** Names by id, for tables. */
export function namesOf(all: readonly Named[]): (id: string | null) => string {
  const names = new Map(all.map(({ id, name }) => [id, name]));
  return (id) => (id === null ? '' : (names.get(id) ?? id));
}
