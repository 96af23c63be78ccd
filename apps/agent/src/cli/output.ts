/** What a person sees at a terminal: tables and durations. No I/O. */
import type { TicketSummary } from '../tickets/ticket-store.ts';
import type { VmSummary } from '../vms/supervisor.ts';

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of "90s", "10m", "1h" or "7d"; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,9})([smhd])$/.exec(text);
  const unit = units[match?.[2] ?? ''];
  return match?.[1] === undefined || unit === undefined ? undefined : Number(match[1]) * unit;
}

export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${Math.floor(seconds)}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}h${Math.floor((seconds % 3600) / 60)}m`;
  return `${Math.floor(seconds / 86_400)}d${Math.floor((seconds % 86_400) / 3600)}h`;
}

/** Guests and devices name things: nothing of theirs may steer a terminal. */
function plain(text: string): string {
  return text.replaceAll(/[^\x20-\x7e\u00a0-\uffff]/g, '?');
}

/** Rows under headings, in columns as wide as they must be. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [headings, ...rows.map((row) => row.map((cell) => (cell === '' ? '-' : plain(cell))))];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function vmTable(vms: readonly VmSummary[]): string {
  const rows = vms.map((vm) => [
    vm.name,
    vm.configured ? vm.state : `${vm.state} (not in the configuration)`,
    vm.pid === null ? '-' : String(vm.pid),
    vm.uptime === null ? '-' : formatDuration(vm.uptime),
    vm.memoryMiB === null ? '-' : `${vm.memoryMiB} MiB`,
    vm.vcpus === null ? '-' : String(vm.vcpus),
    String(vm.devices.length),
    vm.lastExit === null ? '-' : `${vm.lastExit.reason}: ${vm.lastExit.message}`,
  ]);
  return table(['NAME', 'STATE', 'PID', 'UPTIME', 'MEMORY', 'VCPUS', 'DEVICES', 'LAST END'], rows);
}

/** Milliseconds since 1970 as people read them, in UTC. */
export function formatTime(ms: number | null): string {
  return ms === null ? '-' : `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')}Z`;
}

export function ticketTable(tickets: readonly TicketSummary[]): string {
  const rows = tickets.map(({ id, vm, created, expires, uses }) => [
    id,
    vm,
    formatTime(created),
    formatTime(expires),
    uses === null ? 'any number' : String(uses),
  ]);
  return table(['ID', 'VM', 'MADE', 'EXPIRES', 'USES LEFT'], rows);
}
