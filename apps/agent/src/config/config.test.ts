import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadConfig, parseConfig } from './config.ts';

const file = '/etc/farport/agent.toml';

/** What the error of a configuration says. */
function errorOf(text: string): { code: string; message: string } {
  try {
    parseConfig(text, file);
  } catch (error) {
    return error as { code: string; message: string };
  }
  throw new Error('it was taken');
}

describe('configuration', () => {
  it('has defaults for everything but a VM’s name and kernel', () => {
    const config = parseConfig('[[vm]]\nname = "a"\nkernel = "vmlinuz"', file);
    assert.deepEqual(config.listen, { address: '127.0.0.1', port: 4747 });
    assert.equal(config.dataDir, '/var/lib/farport');
    assert.equal(config.runDir, '/run/farport');
    assert.deepEqual(config.vms.get('a'), {
      name: 'a',
      memoryMiB: 1024,
      vcpus: 1,
      kernel: '/etc/farport/vmlinuz',
      cmdline: 'console=ttyS0',
      disks: [],
      autostart: false,
    });
  });

  it('gives a VM a screen that asks for one', () => {
    const display = (table: string) =>
      parseConfig(`[[vm]]\nname = "a"\nkernel = "k"\ndisplay = ${table}`, file).vms.get('a')?.display;
    const clipboard = { toGuest: true, fromGuest: true, maxBytes: 8 << 20 };
    assert.deepEqual(display('{}'), { heads: 1, width: 1280, height: 800, clipboard });
    assert.deepEqual(display('{ clipboard = { to_guest = false, max_kib = 64 } }')?.clipboard, {
      toGuest: false,
      fromGuest: true,
      maxBytes: 64 << 10,
    });
    assert.deepEqual(display('{ heads = 4, width = 64, height = 8192 }'), {
      heads: 4,
      width: 64,
      height: 8192,
      clipboard,
    });
    for (const wrong of [
      '{ heads = 5 }',
      '{ width = 63 }',
      '{ height = 8193 }',
      '{ depth = 1 }',
      '{ clipboard = { max_kib = 0 } }',
      '1',
    ]) {
      assert.equal(errorOf(`[[vm]]\nname = "a"\nkernel = "k"\ndisplay = ${wrong}`).code, 'config.invalid');
    }
  });

  it('takes every key, with paths relative to the file', () => {
    const config = parseConfig(
      `listen = "[::1]:443"
      data_dir = "d"
      run_dir = "/r"
      log_level = "debug"
      [[vm]]
      name = "a"
      memory_mib = 64
      vcpus = 2
      kernel = "/k"
      initrd = "i"
      cmdline = "quiet"
      disks = [{ path = "x.img" }, { path = "y.img", read_only = true }]
      autostart = true`,
      file,
    );
    assert.deepEqual(config.listen, { address: '::1', port: 443 });
    assert.equal(config.dataDir, '/etc/farport/d');
    assert.equal(config.runDir, '/r');
    const vm = config.vms.get('a');
    assert.equal(vm?.initrd, '/etc/farport/i');
    assert.deepEqual(vm.disks, [
      { path: '/etc/farport/x.img', readOnly: false },
      { path: '/etc/farport/y.img', readOnly: true },
    ]);
  });

  it('takes the example file', () => {
    const example = fileURLToPath(new URL('../../farport-agent.example.toml', import.meta.url));
    assert.deepEqual([...parseConfig(readFileSync(example, 'utf8'), example).vms.keys()], ['desktop-1']);
  });

  it('lets two VMs share a disk that both only read', () => {
    const vm = (name: string): string =>
      `[[vm]]\nname = "${name}"\nkernel = "k"\ndisks = [{ path = "d", read_only = true }]\n`;
    assert.equal(parseConfig(vm('a') + vm('b'), file).vms.size, 2);
  });

  const vm = '[[vm]]\nname = "a"\nkernel = "k"\n';
  const cases: [what: string, text: string, code: string, message: RegExp][] = [
    ['broken TOML', 'log_level = "info"\nlisten = ', 'config.syntax', /agent\.toml:2:\d+: /],
    ['a key twice', 'listen = "1.2.3.4:1"\nlisten = "1.2.3.4:2"', 'config.syntax', /agent\.toml:2:\d+: /],
    ['an unknown key', 'lisen = "x"', 'config.invalid', /lisen: no such key/],
    ['an unknown key of a VM', `${vm}ram = 1`, 'config.invalid', /vm\[0\]\.ram: no such key/],
    ['a host name', 'listen = "localhost:1"', 'config.invalid', /listen: must be "ADDRESS:PORT"/],
    ['a port that is none', 'listen = "1.2.3.4:65536"', 'config.invalid', /listen: must be "ADDRESS:PORT"/],
    ['IPv6 without brackets', 'listen = "::1:80"', 'config.invalid', /listen: must be/],
    ['a number for a text', 'data_dir = 1', 'config.invalid', /data_dir: must be string/],
    ['an unknown level', 'log_level = "loud"', 'config.invalid', /log_level: must be one of "trace"/],
    ['no name', '[[vm]]\nkernel = "k"', 'config.invalid', /vm\[0\]\.name: is missing/],
    ['no kernel', '[[vm]]\nname = "a"', 'config.invalid', /vm\[0\]\.kernel: is missing/],
    ['a name that climbs', '[[vm]]\nname = "../a"\nkernel = "k"', 'config.invalid', /vm\[0\]\.name: must be/],
    ['a name of dots', '[[vm]]\nname = ".."\nkernel = "k"', 'config.invalid', /vm\[0\]\.name: must be/],
    ['a name twice', vm + vm, 'config.invalid', /vm\[1\]\.name: "a" is taken/],
    [
      'too little memory',
      `${vm}memory_mib = 1`,
      'config.invalid',
      /memory_mib: must be a whole number from 64/,
    ],
    ['half a MiB', `${vm}memory_mib = 64.5`, 'config.invalid', /memory_mib: must be a whole number[^\n]*$/],
    ['a VM that is none', 'vm = 1', 'config.invalid', /vm: must be a list of tables: write \[\[vm\]\]/],
    ['one pair of brackets', vm.replace('[[vm]]', '[vm]'), 'config.invalid', /vm: .*: write \[\[vm\]\]/],
    ['a disk that is none', `${vm}disks = [1]`, 'config.invalid', /vm\[0\]\.disks\[0\]: must be object/],
    ['no vCPU', `${vm}vcpus = 0`, 'config.invalid', /vcpus: must be a whole number from 1 to 128/],
    ['an odd number of MiB', `${vm}memory_mib = 65`, 'config.invalid', /memory_mib: must be even/],
    ['a command line of two lines', `${vm}cmdline = "a\\nb"`, 'config.invalid', /cmdline: must be printable/],
    ['a disk without a path', `${vm}disks = [{}]`, 'config.invalid', /vm\[0\]\.disks\[0\]\.path: is missing/],
    [
      'a disk of two VMs',
      `${vm}disks = [{ path = "d" }]\n[[vm]]\nname = "b"\nkernel = "k"\ndisks = [{ path = "./d", read_only = true }]`,
      'config.invalid',
      /vm\[1\]\.disks\[0\]\.path: \/etc\/farport\/d is also vm\[0\]/,
    ],
    [
      'a run_dir too long for sockets',
      `run_dir = "/${'x'.repeat(100)}"\n${vm}`,
      'config.invalid',
      /run_dir: .*107/,
    ],
    ['a data_dir too long', `data_dir = "/${'x'.repeat(100)}"`, 'config.invalid', /data_dir: .*107/],
  ];
  for (const [what, text, code, message] of cases) {
    it(`refuses ${what}, naming file and key`, () => {
      const error = errorOf(text);
      assert.equal(error.code, code);
      assert.match(error.message, message);
      assert.match(error.message, /^\/etc\/farport\/agent\.toml:/);
    });
  }

  it('tells every wrong key at once', () => {
    const { message } = errorOf('log_level = "loud"\ndata_dir = 1');
    assert.match(message, /\n {2}line 1: log_level: must be one of.*\n {2}line 2: data_dir: must be string$/);
  });

  it('names the line of a key in any table, and of the table where the key is missing', () => {
    const text = `# first
log_level = """info""" # a string that could have lines
[[vm]]
name = "a"
kernel = "k"
disks = [
  { path = "x" },
  { pth = "y" },
]
[[vm]]
name = "b"
memory_mib = 2

[oidc]
issuer = "http://login.example.com"
client_id = "farport"
public_url = "https://farport.example.com/console"
roles.king = ["x"]
`;
    assert.equal(
      errorOf(text).message,
      `${file}:
  line 6: vm[0].disks[1].path: is missing
  line 6: vm[0].disks[1].pth: no such key
  line 10: vm[1].kernel: is missing
  line 12: vm[1].memory_mib: must be a whole number from 64 to 16777216
  line 15: oidc.issuer: must be an https URL, such as "https://login.example.com/realms/main"
  line 17: oidc.public_url: must be how browsers reach this agent: "https://HOST:PORT", without a path
  line 18: oidc.roles.king: no such key`,
    );
  });

  it('takes a provider of OpenID Connect', () => {
    const { oidc } = parseConfig(
      `[oidc]
      issuer = "https://login.example.com/realms/main"
      client_id = "farport"
      client_secret_file = "secret"
      public_url = "https://farport.example.com:4747/"
      roles = { administrator = ["it"], user = ["staff"] }`,
      file,
    );
    assert.equal(oidc?.clientSecretFile, '/etc/farport/secret');
    assert.equal(oidc.publicUrl, 'https://farport.example.com:4747');
    assert.equal(oidc.createAccounts, 'mapped');
    assert.deepEqual([...oidc.roles.keys()], ['administrator', 'user']);
  });

  it('names a file that is not there and what to do', () => {
    assert.throws(() => loadConfig('/nowhere/a.toml'), {
      code: 'config.unreadable',
      message: /\/nowhere\/a\.toml: there is no such file; name the configuration with --config/,
    });
  });

  it('reads no file of more than 1 MiB', () => {
    const directory = mkdtempSync(join(tmpdir(), 'farport-config-'));
    const large = join(directory, 'a.toml');
    writeFileSync(large, '#'.repeat((1 << 20) + 1));
    assert.throws(() => loadConfig(large), { code: 'config.too_large' });
    rmSync(directory, { recursive: true });
  });
});
