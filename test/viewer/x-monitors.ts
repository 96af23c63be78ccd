/**
 * An X server with monitors beside each other that nobody sees (Xorg with its dummy driver), and a window manager, without
 * which no window is ever in full screen. Xvfb's one screen can be divided, but a browser takes it for one monitor all the same.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { LocalProcess } from '../e2e/local-process.ts';
import { browserForViewer } from './viewer-page.ts';

/** Pixels: one of the modes that the driver knows by itself, as 1024x768 and 1280x720. */
export interface MonitorSize {
  readonly width: number;
  readonly height: number;
}

export class XMonitors {
  readonly #folder: string;
  /** The server first. */
  readonly #programs: LocalProcess[] = [];
  /** For DISPLAY. */
  #name = '';

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** From left to right, their upper edges in line. */
  static async start(sizes: readonly MonitorSize[]): Promise<XMonitors> {
    const monitors = new XMonitors(mkdtempSync(join(tmpdir(), 'x-monitors-')));
    try {
      await monitors.#serve(sizes);
      monitors.#arrange(sizes);
      // With nothing of its own on the screen.
      const nothing = monitors.#write('jwmrc', '<JWM/>');
      monitors.#run(['jwm', '-display', monitors.#name, '-f', nothing]);
      return monitors;
    } catch (error) {
      await monitors.close();
      throw error;
    }
  }

  /**
   * Chromium on these monitors, as a person starts it. One that Playwright starts makes every page believe that it has the
   * focus; such a page fills its window at most, never a monitor.
   */
  async startBrowser(): Promise<Browser> {
    const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update'];
    const profile = `--user-data-dir=${join(this.#folder, 'browser')}`;
    const started = this.#run(
      [browserForViewer(), '--no-sandbox', ...quiet, '--remote-debugging-port=0', profile],
      { DISPLAY: this.#name },
    );
    const [, address = ''] = await started.waitForOutput(/DevTools listening on (\S+)/);
    return await chromium.connectOverCDP(address, { noDefaults: true });
  }

  async close(): Promise<void> {
    for (const program of this.#programs.reverse()) {
      program.kill();
      await program.ended.catch(() => undefined);
    }
    rmSync(this.#folder, { recursive: true });
  }

  /** It ends with this process, however that ends. */
  #run(argv: readonly string[], env: Readonly<Record<string, string>> = {}): LocalProcess {
    const program = LocalProcess.start(['setpriv', '--pdeathsig', 'TERM', '--', ...argv], env);
    this.#programs.push(program);
    return program;
  }

  #write(name: string, text: string): string {
    const file = join(this.#folder, name);
    writeFileSync(file, text);
    return file;
  }

  async #serve(sizes: readonly MonitorSize[]): Promise<void> {
    const places = [
      '-config',
      this.#write('xorg.conf', configuration(sizes)),
      '-logfile',
      `${this.#folder}/log`,
    ];
    // -noreset: else it forgets its monitors when xrandr leaves, which is its only client then.
    const manner = ['-noreset', '-novtswitch', '-sharevts', '-nolisten', 'tcp', '-displayfd', '1'];
    const server = this.#run(['Xorg', ...places, ...manner]);
    const [, number = ''] = await server.waitForOutput(/^(\d+)$/m);
    this.#name = `:${number}`;
  }

  #arrange(sizes: readonly MonitorSize[]): void {
    const xrandr = (...args: string[]): void => {
      execFileSync('xrandr', ['--display', this.#name, ...args]);
    };
    let x = 0;
    sizes.forEach(({ width, height }, n) => {
      const mode = `${width}x${height}`;
      // The driver's further outputs count as connected once they have a mode.
      if (n > 0) xrandr('--addmode', `DUMMY${n}`, mode);
      xrandr('--output', `DUMMY${n}`, '--mode', mode, '--pos', `${x}x0`);
      x += width;
    });
    // Only a whole look, which this is, makes the server tell others of what was added.
    xrandr();
  }
}

function configuration(sizes: readonly MonitorSize[]): string {
  const width = sizes.reduce((sum, size) => sum + size.width, 0);
  const height = Math.max(...sizes.map((size) => size.height));
  return `Section "Device"
  Identifier "dummy"
  Driver "dummy"
  VideoRam 65536
EndSection
Section "Monitor"
  Identifier "any"
  HorizSync 5-1000
  VertRefresh 5-200
EndSection
Section "Screen"
  Identifier "all"
  Device "dummy"
  Monitor "any"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Virtual ${width} ${height}
  EndSubSection
EndSection
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoAddGPU" "false"
EndSection
`;
}
