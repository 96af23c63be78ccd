/** The configuration as it is in force, every default filled in, as TOML that means the same. No I/O. */
import { stringify } from 'smol-toml';
import type { AgentConfig, AgentVmConfig } from './config.ts';

/** Without undefined values: TOML has no word for them. */
function present(table: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(table).filter(([, value]) => value !== undefined));
}

/** The table that the text of `showConfig` holds. */
export function configTable(config: AgentConfig): Record<string, unknown> {
  const { address, port } = config.listen;
  const { oidc } = config;
  return present({
    listen: `${address.includes(':') ? `[${address}]` : address}:${port}`,
    data_dir: config.dataDir,
    run_dir: config.runDir,
    log_level: config.logLevel,
    backups_kept: config.backupsKept,
    image_dirs: config.imageDirs,
    disk_dir: config.diskDir,
    oidc:
      oidc === undefined
        ? undefined
        : present({
            issuer: oidc.issuer,
            client_id: oidc.clientId,
            client_secret_file: oidc.clientSecretFile,
            public_url: oidc.publicUrl,
            display_name: oidc.displayName,
            scopes: oidc.scopes,
            name_claim: oidc.nameClaim,
            groups_claim: oidc.groupsClaim,
            create_accounts: oidc.createAccounts,
            default_role: oidc.defaultRole,
            roles: Object.fromEntries(oidc.roles),
            groups: Object.fromEntries(oidc.groups),
            token_days: oidc.tokenDays,
          }),
    vm: [...config.vms.values()].map((vm) =>
      present({
        name: vm.name,
        memory_mib: vm.memoryMiB,
        vcpus: vm.vcpus,
        kernel: vm.kernel,
        initrd: vm.initrd,
        cmdline: vm.cmdline,
        disks: vm.disks.map(({ path, readOnly }) => ({ path, read_only: readOnly })),
        display: vm.display === undefined ? undefined : displayTable(vm.display),
        autostart: vm.autostart,
      }),
    ),
  });
}

function displayTable(display: NonNullable<AgentVmConfig['display']>): Record<string, unknown> {
  const { heads, width, height, clipboard } = display;
  return present({
    ...{ heads, width, height },
    clipboard:
      clipboard === undefined
        ? undefined
        : {
            to_guest: clipboard.toGuest,
            from_guest: clipboard.fromGuest,
            max_kib: clipboard.maxBytes / 1024,
          },
  });
}

export function showConfig(config: AgentConfig): string {
  return stringify(configTable(config)).trimEnd();
}
