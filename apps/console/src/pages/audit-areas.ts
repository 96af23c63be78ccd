/** Kinds of happenings that people look for in the audit, and the actions that each is made of: all that have a name. */
import { en } from '../words/en.ts';

/** Beginnings of actions; one of a single action is that action. */
const BEGINNINGS = {
  devices: ['device.'],
  vms: ['vm.', 'screen.'],
  access: ['session.', 'token.', 'ticket.', 'access.', 'api.', 'user.unlocked', 'user.password_set'],
  people: ['user.', 'group.'],
  policy: ['policy.', 'assignment.'],
  clients: ['client.', 'enrolment.', 'port.'],
  service: ['database.', 'audit.', 'settings.', 'agent.'],
} as const;
export type Area = keyof typeof BEGINNINGS;
export const AREAS = Object.keys(BEGINNINGS) as readonly Area[];

const ACTIONS = Object.keys(en).flatMap((word) => (word.startsWith('action.') ? [word.slice(7)] : []));

/** As the API takes them: with commas. */
export function actionsOf(area: Area): string {
  const beginnings: readonly string[] = BEGINNINGS[area];
  return ACTIONS.filter((action) => beginnings.some((beginning) => action.startsWith(beginning))).join(',');
}
