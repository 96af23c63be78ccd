import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from './config.ts';
import { showConfig } from './show.ts';

const file = '/etc/farport/agent.toml';

describe('the configuration, shown', () => {
  it('has every default', () => {
    assert.equal(
      showConfig(parseConfig('', file)),
      `listen = "127.0.0.1:4747"
data_dir = "/var/lib/farport"
run_dir = "/run/farport"
log_level = "info"
backups_kept = 10
image_dirs = [ "/srv/farport/images" ]
disk_dir = "/var/lib/farport/disks"
vm = []`,
    );
  });

  it('means the same when it is read again', () => {
    const config = parseConfig(
      `listen = "[::1]:443"
      backups_kept = 3
      [oidc]
      issuer = "https://login.example.com"
      client_id = "farport"
      public_url = "https://farport.example.com"
      roles.operator = ["ops", "on call"]
      [[vm]]
      name = "a"
      kernel = "k"
      display = {}
      disks = [{ path = "x" }, { path = "y", read_only = true }]
      [[vm]]
      name = "b"
      kernel = "/k"
      initrd = "/i"
      autostart = true`,
      file,
    );
    assert.deepEqual(parseConfig(showConfig(config), file), config);
  });
});
