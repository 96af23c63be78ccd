/** Finds in the audit log what is no more: a name that something had, or its id. Asks the API; prints nothing. */
import { auditRecordAnswer, idSchema, pageAnswer } from '@farport/fleet';
import * as v from 'valibot';
import { FarportError } from '../errors.ts';
import type { AdminClient } from './admin-client.ts';

/** What the log says when something went for good: its name stands there, although it is no more. */
const goings: Readonly<Record<string, string>> = {
  user: 'user.deleted',
  client: 'client.removed',
  vm: 'vm.deleted',
};

/**
 * The id under which the log keeps what is no more. `text`: its id, or the name that it had when it was deleted.
 * @throws FarportError audit.not_found
 */
export async function pastId(client: AdminClient, what: string, text: string): Promise<string> {
  const shape = pageAnswer(auditRecordAnswer);
  const ids = new Set<string>();
  const gone = goings[what];
  if (gone !== undefined) {
    for (const record of await client.all(auditRecordAnswer, `/audit?action=${gone}`)) {
      const subject = record[what as 'user' | 'client' | 'vm'];
      if (subject?.name.toLowerCase() === text.toLowerCase()) ids.add(subject.id);
    }
  }
  const [id] = ids;
  if (ids.size === 1 && id !== undefined) return id;
  if (ids.size > 1) {
    const message = `${ids.size} that were named ${JSON.stringify(text)} were deleted: give the id of one: ${[...ids].join(', ')}`;
    throw new FarportError('audit.not_found', 404, `--${what}: ${message}`);
  }
  const asId = v.is(idSchema, text);
  if (asId && (await client.api(shape, 'GET', `/audit?limit=1&${what}=${text}`)).items.length > 0)
    return text;
  throw new FarportError(
    'audit.not_found',
    404,
    `--${what}: there is no ${what} ${JSON.stringify(text)}, and the audit log knows none by that: give the id, as "audit list --json" shows it`,
  );
}
