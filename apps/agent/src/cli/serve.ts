/** `serve`: the service in the foreground, from its configuration to its last log line. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentConfig } from '../config/config.ts';
import { createLog } from '../log.ts';
import { startService } from '../service.ts';
import { ServiceManager } from '../service-manager.ts';
import { vmProcessProgram } from '../vms/vm-runner.ts';

/** Signals this close together are one: a terminal's Ctrl-C also comes through the launcher. */
const oneSignalMs = 500;

/** Runs until SIGINT or SIGTERM; a second one ends at once. Resolves with the exit status. */
export async function serve(
  config: AgentConfig,
  stopVms: boolean,
  vmProgram: string = vmProcessProgram,
): Promise<number> {
  const log = createLog(config.logLevel);
  const signalled = Promise.withResolvers<NodeJS.Signals>();
  let seenAt: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      const now = performance.now();
      if (seenAt !== undefined && now - seenAt > oneSignalMs) process.exit(signal === 'SIGINT' ? 130 : 143);
      seenAt ??= now;
      signalled.resolve(signal);
    });
  }
  // A terminal that closes is no reason to stop a service.
  process.on('SIGHUP', () => undefined);
  const manager = await ServiceManager.connect(log);
  manager.starting(statSync(join(config.dataDir, 'fleet.db'), { throwIfNoEntry: false })?.size ?? 0);
  const service = await startService(config, vmProgram, log);
  const { address, port } = service.listen;
  const host = address.includes(':') ? `[${address}]` : address;
  // For people, on stderr; stdout is the log, one JSON object a line.
  process.stderr.write(`listening on https://${host}:${port}\nfingerprint ${service.fingerprint}\n`);
  void service.firstAdministrator.then((account) => {
    if (account === undefined) return;
    // What systemd reads from us stays in its journal.
    if (process.env['JOURNAL_STREAM'] !== undefined) {
      process.stderr.write(
        `first administrator ${account.name}: "farport-agent user reset-password ${account.name}" prints a one-time password\n`,
      );
      return;
    }
    // Once, for people, and in no log: it is kept nowhere.
    process.stderr.write(
      `first administrator ${account.name}, one-time password ${account.password} (to be changed at the first sign-in)\n`,
    );
  });
  // Ready when it answers everything; where the API failed, the log says why, and VMs and their devices are served.
  await Promise.race([service.apiReady.catch(() => undefined), signalled.promise]);
  manager.ready(`listening on https://${host}:${port}`);
  const signal = await signalled.promise;
  manager.stopping();
  process.stderr.write(
    stopVms
      ? `${signal}: stopping the VMs, then the agent (again: at once)\n`
      : `${signal}: stopping; VMs go on\n`,
  );
  await service.stop(stopVms);
  manager.close();
  return 0;
}
