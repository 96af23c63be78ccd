// The QEMU process of one lab: its command line, its sockets, its console, its end. It never outlives the process
// that started it, however that ends, and leaves no files.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { xhciPorts } from './devices.ts';
import { LabError } from './errors.ts';

/** The checkout, at the same path on the host and in the lab. */
export const checkout = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

export type LabKernel = '6.12' | '6.1';

export interface MachineOptions {
  readonly kernel: LabKernel;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly onConsole: ((line: string) => void) | undefined;
  /** Further arguments of QEMU. */
  readonly qemuArgs: readonly string[];
}

/**
 * Everything that QEMU emulates but the extended register state: its SVM lets a guest write XCR0 without the exit
 * that KVM asks for, KVM puts its own idea of XCR0 back at the next entry, and from then on the guest's XSAVE leaves
 * out the vector registers at a task switch. Without XSAVE, guests use FXSAVE, which has no such state.
 *
 * Without ERMS and FSRM: the kernel's copies use "rep movsb" with them, which is emulated byte by byte.
 */
const processor =
  'max,xsave=off,avx=off,avx2=off,f16c=off,mpx=off,pku=off,vaes=off,vpclmulqdq=off,erms=off,fsrm=off';

/** The QEMU that the set-up built for the lab (setup/emulator.mjs), else the one that is installed. */
function emulator(): string {
  const built = `${checkout}/.cache/emulator/qemu-system-x86_64`;
  return existsSync(built) ? built : 'qemu-system-x86_64';
}

const prefix = 'farport-lab-';
const consoleLimit = 4 << 20;
const living = new Set<LabMachine>();
let watching = false;

export class LabMachine {
  /** Sockets and the share; removed at the end. */
  readonly directory: string;
  readonly share: string;
  readonly #process: ChildProcess;
  /** Resolves when QEMU has ended, for whatever reason. */
  readonly ended: Promise<string>;
  readonly #onConsole: ((line: string) => void) | undefined;
  #console = '';
  #errors = '';
  #line = '';
  #over = false;

  constructor(options: MachineOptions) {
    const kernel = `${checkout}/.cache/kernels/${options.kernel}/vmlinuz`;
    const initrd = `${checkout}/.cache/lab/${options.kernel}.cpio`;
    for (const file of [kernel, initrd])
      if (!existsSync(file)) throw new LabError('lab.missing', `${file} is missing: run "npm run setup"`);
    removeLeftovers();
    this.directory = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
    this.share = join(this.directory, 'share');
    mkdirSync(this.share);
    writeFileSync(join(this.share, 'start'), startScript(options.kernel));
    this.#onConsole = options.onConsole;
    // setpriv: the kernel ends QEMU when this process ends, even by SIGKILL.
    this.#process = spawn(
      'setpriv',
      ['--pdeathsig', 'KILL', emulator(), ...this.#arguments(options, kernel, initrd)],
      { stdio: ['ignore', 'pipe', 'pipe'], detached: true },
    );
    living.add(this);
    watchForTheEnd();
    this.#process.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#takeConsole(text);
    });
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#errors = (this.#errors + text).slice(-8192);
    });
    this.ended = new Promise((resolve) => {
      this.#process.on('error', (error) => {
        this.#cleanUp();
        resolve(
          `setpriv could not be started (${error.message}): install the packages of setup/packages.txt`,
        );
      });
      this.#process.on('close', (code, signal) => {
        this.#cleanUp();
        const missing = code === 127 ? ': qemu-system-x86_64 was not found, run "npm run setup"' : '';
        resolve(`QEMU ended with ${signal ?? `status ${code}`}${missing}. ${this.#errors}`.trim());
      });
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** What the lab's kernel and init wrote to the console so far. */
  get console(): string {
    return this.#console;
  }

  /** Connects to one of QEMU's sockets, waiting for QEMU to make it. */
  async connect(name: string): Promise<Socket> {
    const path = join(this.directory, name);
    for (;;) {
      const socket = await new Promise<Socket | undefined>((resolve) => {
        const attempt = connect(path);
        attempt.once('connect', () => {
          resolve(attempt);
        });
        attempt.once('error', () => {
          resolve(undefined);
        });
      });
      if (socket !== undefined) {
        socket.on('error', () => undefined);
        return socket;
      }
      if (this.#over) throw new LabError('lab.boot', await this.ended);
      await sleep(20);
    }
  }

  /** Ends QEMU at once. */
  kill(): void {
    if (!this.#over && this.#process.pid !== undefined) {
      try {
        process.kill(-this.#process.pid, 'SIGKILL');
      } catch {
        this.#process.kill('SIGKILL');
      }
    }
    this.#cleanUp();
  }

  #cleanUp(): void {
    this.#over = true;
    living.delete(this);
    rmSync(this.directory, { recursive: true, force: true });
  }

  #takeConsole(text: string): void {
    this.#console = (this.#console + text).slice(-consoleLimit);
    const lines = (this.#line + text).split('\n');
    this.#line = lines.pop() ?? '';
    for (const line of lines) this.#onConsole?.(line.replace(/\r$/, ''));
  }

  #arguments(options: MachineOptions, kernel: string, initrd: string): string[] {
    // A comma in a QEMU option is doubled.
    const path = (name: string) => join(this.directory, name).replaceAll(',', ',,');
    const port = (id: string, file: string) => [
      '-chardev',
      `socket,id=${id},path=${path(file)},server=on,wait=off`,
    ];
    return [
      ...['-name', 'farport-lab', '-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
      ...['-machine', 'q35,i8042=off', '-accel', 'tcg,thread=multi', '-cpu', processor],
      ...['-smp', String(options.cpus), '-m', String(options.memoryMiB)],
      // The firmware is that of the installed QEMU, whichever QEMU runs.
      ...['-L', '/usr/share/qemu', '-L', '/usr/share/seabios'],
      ...['-kernel', kernel, '-initrd', initrd],
      ...[
        '-append',
        'console=ttyS0 loglevel=4 panic=-1 nokaslr mitigations=off random.trust_cpu=on tsc=reliable',
      ],
      ...['-serial', 'stdio'],
      ...[...port('qmp', 'qmp'), '-mon', 'chardev=qmp,mode=control'],
      ...['-device', 'virtio-serial-pci', ...port('commands', 'commands')],
      ...['-device', 'virtserialport,chardev=commands,name=farport.lab'],
      ...[...port('terminal', 'terminal'), '-device', 'virtconsole,chardev=terminal'],
      '-virtfs',
      'local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap',
      '-virtfs',
      `local,path=${path('share')},mount_tag=lab,security_model=none,multidevs=remap`,
      ...['-device', 'virtio-rng-pci'],
      ...[
        '-device',
        `qemu-xhci,id=xhci,p2=${xhciPorts.usb2},p3=${xhciPorts.usb3}`,
        '-device',
        'usb-ehci,id=ehci',
      ],
      ...['-audiodev', 'none,id=silent'],
      ...options.qemuArgs,
    ];
  }
}

function startScript(kernel: LabKernel): string {
  const quoted = (path: string) => `'${path.replaceAll("'", "'\\''")}'`;
  return `# Made by test/lab/machine.ts: the lab's first steps in the host's root file system.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 FARPORT_IN_LAB=1
mkdir -p /lib/modules && mount --bind ${quoted(`${checkout}/.cache/kernels/${kernel}/lib/modules`)} /lib/modules
# As on a desktop: drivers load when a device is plugged in, and libusb hears of it.
udevd=/lib/systemd/systemd-udevd
[ -x $udevd ] && $udevd --daemon 2>/dev/null
cd ${quoted(checkout)}
# What Node compiled on the machine itself (setup/main.mjs) need not be compiled under emulation.
export NODE_COMPILE_CACHE=${quoted(`${checkout}/.cache/compile`)}
# Not by exec: the shell stays as first process, and takes the ends of processes that nobody else waits for.
UV_THREADPOOL_SIZE=16 node_modules/.bin/node ${quoted(`${checkout}/test/lab/runner.mjs`)}
echo "lab: FAILED: the command runner ended"
echo o >/proc/sysrq-trigger
sleep 10
`;
}

/** Whatever ends this process ends its labs. */
function watchForTheEnd(): void {
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    for (const machine of living) machine.kill();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      for (const machine of living) machine.kill();
      // Somebody else may handle the signal too, and end the process in their own way.
      if (process.listenerCount(signal) === 1) process.exit(signal === 'SIGINT' ? 130 : 143);
    });
  }
}

/** Folders of labs whose process was killed. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue;
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}
