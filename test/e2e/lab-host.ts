// The demo's machine where this one cannot: the lab, with a SuperSpeed stick that QEMU plays.
import { Lab } from '../lab/lab.ts';
import { makeStick, removeStick } from '../lab/stick.ts';
import type { DemoHost } from './host.ts';
import { LocalProcess } from './local-process.ts';
import { agentProgram, clientProgram } from './programs.ts';
import { stickFiles } from './stick-files.ts';

const programs = [agentProgram, clientProgram];
const serial = 'FARPORT-DEMO-1';

export async function labHost(onConsole?: (line: string) => void): Promise<DemoHost> {
  const stick = await makeStick({ files: stickFiles() });
  let lab: Lab;
  try {
    // Programs that ran here once start faster in the lab: it finds what Node compiled.
    const warm = programs.map((program) => LocalProcess.start([...program, '--help']).collect(60_000));
    [lab] = await Promise.all([Lab.start(onConsole === undefined ? {} : { onConsole }), ...warm]);
  } catch (error) {
    await removeStick(stick);
    throw error;
  }
  return {
    name: 'lab',
    folder: '/tmp/farport-demo',
    stick: { selector: serial, speedMbps: 5000 },
    run: (argv, options) => lab.run(argv, options),
    spawn: (argv, options) => lab.spawn(argv, options),
    writeFile: (path, content) => lab.writeFile(path, content),
    plugStick: async () => {
      await lab.plug({ id: 'stick', kind: 'storage', image: stick.image, serial });
    },
    unplugStick: () => lab.unplug('stick'),
    close: async () => {
      try {
        await lab.stop();
      } finally {
        await removeStick(stick);
      }
    },
  };
}
