/** All tables of one scope. */
import type { Tables } from '../../tables.ts';
import type { Scope } from '../scope.ts';
import { credentialTable, enrolmentTable, sessionTable, tokenTable } from './access.ts';
import { assignmentTable } from './assignments.ts';
import { deviceTable } from './devices.ts';
import { leaseTable } from './leases.ts';
import { auditTable, changeTable } from './logs.ts';
import { clientTable, vmTable } from './machines.ts';
import { groupTable, userTable } from './people.ts';
import { attemptTable, policyTable } from './policies.ts';

export function tablesOf(scope: Scope): Tables {
  return {
    users: userTable(scope),
    groups: groupTable(scope),
    clients: clientTable(scope),
    vms: vmTable(scope),
    devices: deviceTable(scope),
    assignments: assignmentTable(scope),
    leases: leaseTable(scope),
    policies: policyTable(scope),
    attempts: attemptTable(scope),
    credentials: credentialTable(scope),
    sessions: sessionTable(scope),
    tokens: tokenTable(scope),
    enrolments: enrolmentTable(scope),
    audit: auditTable(scope),
    changes: changeTable(scope),
  };
}
