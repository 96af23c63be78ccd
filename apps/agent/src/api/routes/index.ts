/** Every route of the API there is. */
import type { AnyRoute } from '../route.ts';
import { auditRoutes } from './audit.ts';
import { databaseRoutes } from './database.ts';
import { deviceRoutes } from './devices.ts';
import { machineRoutes } from './machines.ts';
import { peopleRoutes } from './people.ts';
import { policyRoutes } from './policy.ts';
import { sessionRoutes } from './session.ts';
import { signInElsewhereRoutes } from './sign-in-elsewhere.ts';
import { systemRoutes } from './system.ts';
import { ticketRoutes } from './tickets.ts';
import { vmConsoleRoutes } from './vm-console.ts';
import { vmRoutes } from './vms.ts';

export const allRoutes: readonly AnyRoute[] = [
  ...sessionRoutes,
  ...signInElsewhereRoutes,
  ...peopleRoutes,
  ...machineRoutes,
  ...vmRoutes,
  ...vmConsoleRoutes,
  ...ticketRoutes,
  ...deviceRoutes,
  ...policyRoutes,
  ...auditRoutes,
  ...databaseRoutes,
  ...systemRoutes(() => allRoutes),
];
