/** What the `config` commands print. Both read the file as the agent would, and ask nobody. */
import type { AgentConfig } from '../config/config.ts';
import { configTable, showConfig } from '../config/show.ts';

/** The file was taken: says so, and what of it is worth a second look. */
export function checkConfig(config: AgentConfig): void {
  const { address, port } = config.listen;
  const vms = config.vms.size;
  process.stdout.write(
    `${config.file} is right: listens on ${address} port ${port}, ${vms} ${vms === 1 ? 'VM' : 'VMs'}` +
      `${config.oidc === undefined ? '' : `, sign-in by ${config.oidc.issuer}`}\n`,
  );
}

export function printConfig(config: AgentConfig, json: boolean): void {
  process.stdout.write(`${json ? JSON.stringify(configTable(config)) : showConfig(config)}\n`);
}
