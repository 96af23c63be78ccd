/**
 * Numbers for Prometheus in its text format (version 0.0.4). Written by hand: a handful of gauges and one histogram need
 * no registry. Labels are route patterns and codes, never what somebody sent, so that nobody can make them grow.
 */
import type { ApiParts } from './parts.ts';

/** Seconds. */
const buckets = [0.005, 0.025, 0.1, 0.5, 2.5, 10] as const;

interface Timing {
  count: number;
  seconds: number;
  readonly within: number[];
}

export class ApiMetrics {
  readonly #parts: ApiParts;
  /** By `route="…",method="…",status="…"`. */
  readonly #requests = new Map<string, Timing>();

  constructor(parts: ApiParts) {
    this.#parts = parts;
  }

  /** Counts an answer. `route` is a pattern; `elapsed` is in milliseconds. */
  request(route: string, method: string, status: number, elapsed: number): void {
    const labels = `method="${knownMethod(method)}",route="${route}",status="${status}"`;
    let timing = this.#requests.get(labels);
    if (timing === undefined) {
      timing = { count: 0, seconds: 0, within: buckets.map(() => 0) };
      this.#requests.set(labels, timing);
    }
    const seconds = elapsed / 1000;
    timing.count++;
    timing.seconds += seconds;
    for (const [index, bound] of buckets.entries()) {
      if (seconds <= bound) timing.within[index] = (timing.within[index] ?? 0) + 1;
    }
  }

  async text(): Promise<string> {
    const { fleet, supervisor, events, presence, admissions, storeWatch } = this.#parts;
    const here = presence.figures();
    const { allowed, denied, limited, disguised } = admissions.figures;
    const counts = await fleet.store.read(async (tx) => ({
      users: await tx.users.count(),
      clients: await tx.clients.count(),
      policy: await tx.policies.currentVersion(),
      change: await tx.changes.last(),
      audit: (await tx.audit.head()).seq,
      leases: (await tx.leases.ofHost(fleet.host)).length,
    }));
    const memory = process.memoryUsage();
    return [
      gauge('farport_users', 'Accounts', counts.users),
      gauge('farport_clients', 'Clients that are enrolled', counts.clients),
      gauge('farport_leases', 'Devices that this agent holds for its VMs', counts.leases),
      gauge('farport_clients_connected', 'Clients that are connected', here.clients),
      gauge('farport_devices_connected', 'Devices that connected clients have', here.devices),
      gauge('farport_device_channels', 'Channels between devices and VMs that are open', here.linked),
      counter('farport_attach_orders_total', 'Orders to bring a device to a VM', here.orders),
      counter('farport_device_bytes_to_vm_total', 'Bytes from devices to VMs', here.toVm),
      counter('farport_device_bytes_to_client_total', 'Bytes from VMs to devices', here.toClient),
      gauge('farport_devices_to_look_at', 'Devices that wait to be looked at', here.waiting),
      counter('farport_device_looks_total', 'How often a device was looked at', here.looks),
      counter(
        'farport_admissions_allowed_total',
        'Devices that were let into a VM when asked about',
        allowed,
      ),
      counter('farport_admissions_denied_total', 'Devices that were not', denied),
      counter('farport_admissions_limited_total', 'Devices that an account offered too often', limited),
      counter('farport_devices_disguised_total', 'Devices that were another one for the guest', disguised),
      gauge('farport_vms_running', 'VMs that run here', supervisor.runningNames().size),
      gauge('farport_policy_version', 'Version of the policy in force', counts.policy),
      gauge('farport_event_streams', 'Event streams that are open', events.followers),
      counter('farport_changes_total', 'Changes of the fleet', counts.change),
      counter('farport_audit_records_total', 'Records of the audit log', counts.audit),
      gauge('farport_database_problems', 'What the last look for damage found', storeWatch.problems),
      gauge('process_resident_memory_bytes', 'Memory of the agent', memory.rss),
      gauge('nodejs_heap_size_used_bytes', 'Heap of the agent', memory.heapUsed),
      gauge('process_start_time_seconds', 'When the agent began', Date.now() / 1000 - process.uptime()),
      ...this.#histogram(),
    ].join('');
  }

  *#histogram(): Generator<string> {
    const name = 'farport_http_request_duration_seconds';
    yield `# HELP ${name} How long requests took\n# TYPE ${name} histogram\n`;
    for (const [labels, { count, seconds, within }] of this.#requests) {
      for (const [index, bound] of buckets.entries()) {
        yield `${name}_bucket{${labels},le="${bound}"} ${within[index] ?? 0}\n`;
      }
      yield `${name}_bucket{${labels},le="+Inf"} ${count}\n`;
      yield `${name}_sum{${labels}} ${seconds}\n${name}_count{${labels}} ${count}\n`;
    }
  }
}

function knownMethod(method: string): string {
  return ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method) ? method : 'other';
}

function gauge(name: string, help: string, value: number): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}\n`;
}

function counter(name: string, help: string, value: number): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} counter\n${name} ${value}\n`;
}
