/** Leases in SQLite: exclusive by the table's key, ended by the store's time, guarded by fencing numbers. */
import type { Device, Lease } from '@farport/fleet';
import type { AuditEntry } from '../../audit/audit-record.ts';
import { deviceName } from '../../device-name.ts';
import { LeaseError, StoreError } from '../../errors.ts';
import type { LeaseTable } from '../../tables.ts';
import { found, notFound, pageLimit, toPage, type Scope } from '../scope.ts';
import { flag, integer, text, textOrNull, type Row } from '../sql.ts';
import { deviceOf } from './devices.ts';
import { nameOf } from './people.ts';

/** A lease is never longer than this: a mistake in a number must not lock a device up for a year. */
const maxTtlMs = 3_600_000;

function leaseOf(row: Row): Lease {
  return {
    deviceId: text(row, 'device_id'),
    fence: integer(row, 'fence'),
    vmId: text(row, 'vm_id'),
    userId: textOrNull(row, 'user_id'),
    host: text(row, 'host'),
    brought: flag(row, 'brought'),
    acquiredAt: integer(row, 'acquired_at'),
    expiresAt: integer(row, 'expires_at'),
  };
}

export function leaseTable(scope: Scope): LeaseTable {
  /** Whether it has run out or not. */
  const stored = (deviceId: string): Lease | undefined => {
    const row = scope.get('SELECT * FROM leases WHERE device_id = :deviceId', { deviceId });
    return row === undefined ? undefined : leaseOf(row);
  };
  const live = (lease: Lease | undefined): Lease | undefined =>
    lease !== undefined && lease.expiresAt > scope.storeTime() ? lease : undefined;
  const deviceById = (id: string): Device | undefined => {
    const row = scope.get('SELECT * FROM devices WHERE id = :id', { id });
    return row === undefined ? undefined : deviceOf(row);
  };
  const expiry = (ttlMs: number): number => {
    if (!Number.isInteger(ttlMs) || ttlMs < 1 || ttlMs > maxTtlMs) {
      throw new StoreError('store.invalid', `a lease lasts 1 to ${maxTtlMs} milliseconds`);
    }
    return scope.storeTime() + ttlMs;
  };
  const record = (action: string, lease: Lease, rest: Partial<AuditEntry> = {}): void => {
    const device = deviceById(lease.deviceId);
    scope.audit({
      action,
      outcome: 'ok',
      vm: { id: lease.vmId, name: nameOf(scope, 'vms', lease.vmId) },
      ...(lease.userId === null
        ? {}
        : { user: { id: lease.userId, name: nameOf(scope, 'users', lease.userId) } }),
      ...(device === undefined
        ? {}
        : {
            device: { id: device.id, name: deviceName(device) },
            client: { id: device.clientId, name: nameOf(scope, 'clients', device.clientId) },
          }),
      ...rest,
      details: { ...rest.details, fence: lease.fence.toString() },
    });
  };
  const remove = (lease: Lease): void => {
    scope.run('DELETE FROM leases WHERE device_id = :id AND fence = :fence', {
      id: lease.deviceId,
      fence: lease.fence,
    });
    scope.changed('lease', lease.deviceId, 'deleted');
  };
  const endExpired = (lease: Lease): void => {
    remove(lease);
    record('device.lease_expired', lease);
  };
  const checkFence = (deviceId: string, fence: number): Lease => {
    const lease = stored(deviceId);
    if (lease?.fence !== fence) {
      throw new LeaseError(
        'lease.stale',
        `this lease (${fence}) of the device is over${lease === undefined ? '' : `: ${lease.fence} was given out since`}; stop using the device`,
      );
    }
    return lease;
  };
  const check: LeaseTable['check'] = (deviceId, fence) => {
    const lease = checkFence(deviceId, fence);
    if (live(lease) === undefined) {
      throw new LeaseError(
        'lease.expired',
        `this lease (${fence}) of the device was not renewed in time; ask for a new one`,
      );
    }
    return lease;
  };
  const many = (where: string, params: Record<string, string>): Lease[] =>
    scope
      .all(`SELECT * FROM leases WHERE ${where} AND expires_at > :now ORDER BY fence`, {
        ...params,
        now: scope.storeTime(),
      })
      .map(leaseOf);

  return {
    get: (deviceId) => live(stored(deviceId)),
    list(page) {
      const limit = pageLimit(page);
      const rows = scope.all(
        'SELECT * FROM leases WHERE device_id > :after AND expires_at > :now ORDER BY device_id LIMIT :limit',
        { after: page.after ?? '', now: scope.storeTime(), limit: limit + 1 },
      );
      return toPage(rows, limit, leaseOf, (row) => text(row, 'device_id'));
    },
    count: () => scope.count('leases WHERE expires_at > :now', { now: scope.storeTime() }),
    anyExpired: () =>
      scope.get('SELECT 1 FROM leases WHERE expires_at <= :now LIMIT 1', { now: scope.storeTime() }) !==
      undefined,
    ofVm: (vmId) => many('vm_id = :vmId', { vmId }),
    ofHost: (host) => many('host = :host', { host }),
    ofUser: (userId) =>
      many(
        `(user_id = :userId OR vm_id IN (SELECT vm_id FROM vm_grants WHERE user_id = :userId
           UNION SELECT vm_id FROM vm_grants JOIN group_members USING (group_id)
           WHERE group_members.user_id = :userId))`,
        { userId },
      ),
    acquire({ deviceId, vmId, userId, host, ttlMs, brought = false, rule }) {
      const expiresAt = expiry(ttlMs);
      if (deviceById(deviceId) === undefined) throw notFound('device');
      const before = stored(deviceId);
      if (before !== undefined) {
        if (live(before) === undefined) {
          endExpired(before);
        } else if (before.vmId === vmId && before.host === host) {
          remove(before);
          if (before.userId !== userId) {
            const now = userId === null ? 'nobody in particular' : nameOf(scope, 'users', userId);
            record('device.detached', before, { reason: `the same VM has it for ${now} now` });
          }
        } else {
          const holder =
            before.userId === null
              ? nameOf(scope, 'vms', before.vmId)
              : nameOf(scope, 'users', before.userId);
          throw new LeaseError(
            'lease.held',
            `the device is in use by ${holder}: ask them to detach it, or have it released by force`,
          );
        }
      }
      scope.run(
        `INSERT INTO leases (device_id, fence, vm_id, user_id, host, brought, acquired_at, expires_at)
         VALUES (:deviceId, :fence, :vmId, :userId, :host, :brought, :now, :expiresAt)`,
        {
          ...{ deviceId, vmId, userId, host, expiresAt },
          fence: scope.nextNumber('fence'),
          brought: brought ? 1 : 0,
          now: scope.wall(),
        },
      );
      scope.changed('lease', deviceId, 'created');
      const lease = found(stored(deviceId), 'lease');
      record('device.attached', lease, {
        ...(rule === undefined ? {} : { rule }),
        ...(brought ? { details: { by: 'ticket' } } : {}),
      });
      return lease;
    },
    renew(deviceId, fence, ttlMs) {
      const lease = checkFence(deviceId, fence);
      // Never shorter than it was.
      const expiresAt = Math.max(lease.expiresAt, expiry(ttlMs));
      scope.run('UPDATE leases SET expires_at = :expiresAt WHERE device_id = :deviceId', {
        deviceId,
        expiresAt,
      });
      return { ...lease, expiresAt };
    },
    check,
    release(deviceId, fence, reason) {
      const lease = check(deviceId, fence);
      remove(lease);
      record('device.detached', lease, reason === undefined ? {} : { reason });
    },
    forceRelease(deviceId, reason) {
      const lease = found(live(stored(deviceId)), 'lease');
      if (reason.trim() === '') throw new StoreError('store.invalid', 'a forced release needs a reason');
      remove(lease);
      record('device.force_released', lease, { reason });
      return lease;
    },
    expire(limit) {
      const over = scope
        .all('SELECT * FROM leases WHERE expires_at <= :now ORDER BY expires_at LIMIT :limit', {
          now: scope.storeTime(),
          limit,
        })
        .map(leaseOf);
      over.forEach(endExpired);
      return over;
    },
  };
}
