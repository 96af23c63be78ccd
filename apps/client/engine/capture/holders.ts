/**
 * Owns finding which programs of this machine have a USB device node open, as far as /proc lets us see.
 * Never opens a device node.
 */
import { readdir, readFile, readlink } from 'node:fs/promises';

/** /dev/bus/usb/BBB/DDD. */
export function deviceNode(bus: number, address: number): string {
  return `/dev/bus/usb/${String(bus).padStart(3, '0')}/${String(address).padStart(3, '0')}`;
}

/** "name (pid N)" of every process but this one that has the node open; empty where /proc does not tell. */
export async function programsHolding(bus: number, address: number): Promise<string[]> {
  const node = deviceNode(bus, address);
  const pids = (await readdir('/proc').catch((): string[] => [])).filter((name) => /^\d+$/.test(name));
  const found: string[] = [];
  for (const pid of pids) {
    if (Number(pid) === process.pid || !(await hasOpen(pid, node))) continue;
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'a program');
    found.push(`${name.trim()} (pid ${pid})`);
  }
  return found;
}

async function hasOpen(pid: string, node: string): Promise<boolean> {
  const fds = await readdir(`/proc/${pid}/fd`).catch((): string[] => []);
  for (const fd of fds) {
    const target = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => '');
    if (target === node) return true;
  }
  return false;
}
