/**
 * Owns how much memory usbfs has for transfers: what Linux says, raised where this process may. The limit is one for
 * all programs of the machine (`usbfs_memory_mb` of usbcore, Documentation/admin-guide/kernel-parameters.txt).
 */
import { readFile, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { messageOf } from '../errors.ts';
import { TransferMemory } from './transfer-memory.ts';

const PARAMETER = '/sys/module/usbcore/parameters/usbfs_memory_mb';
const MIB = 1024 * 1024;
/** Enough for some dozen devices at work. It is a limit: only what transfers need is taken. */
const WANTED_MB = 256;
const MOST_OF_RAM = 1 / 8;

/** The kernel's parameter as text; the tests bring their own. */
export interface Parameter {
  read(): Promise<string>;
  write(text: string): Promise<void>;
}

const usbcore: Parameter = {
  read: () => readFile(PARAMETER, 'utf8'),
  write: (text) => writeFile(PARAMETER, text),
};

/** `say` hears, in words, what was changed or should be. Where there is no usbfs nothing is counted. */
export async function usbfsMemory(
  say: (message: string) => void,
  parameter: Parameter = usbcore,
  ram: number = totalmem(),
): Promise<TransferMemory> {
  const text = await parameter.read().catch(() => '');
  const now = Number.parseInt(text, 10);
  // 0 is no limit.
  if (!(now > 0)) return new TransferMemory(Infinity);
  const wanted = Math.min(WANTED_MB, Math.floor((ram * MOST_OF_RAM) / MIB));
  if (now >= wanted) return new TransferMemory(now * MIB);
  try {
    await parameter.write(`${wanted}\n`);
  } catch (error) {
    say(
      `USB transfers of all programs of this machine share ${now} MiB (${messageOf(error)}): several busy devices wait ` +
        `for each other. To raise it, as root: echo ${wanted} > ${PARAMETER}`,
    );
    return new TransferMemory(now * MIB);
  }
  say(`USB transfers of all programs of this machine may take ${wanted} MiB now (${PARAMETER} was ${now})`);
  return new TransferMemory(wanted * MIB);
}
