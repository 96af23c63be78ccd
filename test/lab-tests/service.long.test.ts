// The Debian package on a server that runs systemd: installed, it serves the console; its VM runs in the sandbox of the
// unit and outlives a restart, a kill and the watchdog; removed, it is gone. In the lab, with the machine's own systemd.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { buildDeb } from '../../packaging/deb.ts';
import { guestImage } from '../guest/image.ts';
import { Lab } from '../lab/lab.ts';
import { checkout } from '../lab/machine.ts';

/** Far above what anything takes, so that a slow machine is no failure. */
const timeoutMs = 480_000;
const vm = 'a';
/** Into what the lab's systemd has for itself. */
const enter = ['nsenter', '--all', '--root', '--wd'];
/** Prints what a browser would be given. */
const page = `const headers = { accept: 'text/html' };
fetch('https://127.0.0.1:4747' + process.argv[1], { headers }).then(async (answer) => {
  console.log(answer.status, answer.headers.get('content-type'));
  console.log(await answer.text());
});`;

/**
 * What other packages do at each installation (man-db's index of manuals) proves nothing of this one, and flushing a disk that
 * is memory does not either: both take long under emulation.
 */
const dpkg = 'dpkg --no-triggers --force-unsafe-io';
const newerVersion = '99.0-1';

/** The same package with a later version, and another default configuration. */
function newerThan(deb: string): string {
  const tree = `${deb}.tree`;
  execFileSync('dpkg-deb', ['--raw-extract', deb, tree]);
  const control = join(tree, 'DEBIAN/control');
  writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .*$/m, `Version: ${newerVersion}`));
  appendFileSync(join(tree, 'etc/farport/farport-agent.toml'), '# another default\n');
  const newer = `${deb}.newer.deb`;
  execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', tree, newer], { stdio: 'ignore' });
  rmSync(tree, { recursive: true });
  return newer;
}

describe('the installed service', { timeout: 1_800_000 }, () => {
  let lab: Lab;
  let server = '';
  /** The package as a later version. */
  let newer = '';

  /** Runs a command where systemd is the first process; gives what it prints. */
  const there = async (command: string): Promise<string> =>
    (await lab.check([...enter, '-t', server, 'sh', '-ec', command], { cwd: '/', timeoutMs })).trim();
  const property = (name: string): Promise<string> =>
    there(`systemctl show farport-agent -p ${name} --value`);

  before(async () => {
    lab = await Lab.start({ cpus: 1 });
    const deb = buildDeb({ output: lab.share.host, compression: 'none' });
    newer = newerThan(deb);
    const { kernel, initrd } = guestImage();
    copyFileSync(kernel, join(lab.share.host, 'vmlinuz'));
    copyFileSync(initrd, join(lab.share.host, 'initrd.img'));
    server = (await lab.check(['sh', `${checkout}/test/lab-tests/inside/systemd.sh`], { timeoutMs })).trim();
    try {
      await there(`${dpkg} -i ${lab.share.lab}/${basename(deb)}`);
    } catch (error) {
      await tellService();
      throw error;
    }
  });

  afterEach(async (test) => {
    if ('passed' in test && !test.passed) await tellService();
  });

  /** Where something failed, what the service said last. */
  async function tellService(): Promise<void> {
    console.error(
      await there('systemctl status farport-agent || true; journalctl -u farport-agent | tail -n 60'),
    );
  }

  after(() => lab.stop());

  /** The process of the VM, once the agent answers and says that the VM runs. */
  async function vmProcess(): Promise<number> {
    const said = await there(
      'for n in $(seq 50); do farport-agent vm list --json 2>/dev/null | grep \'"running"\' && exit 0; sleep 0.5; done; exit 1',
    );
    const { vms } = JSON.parse(said) as { vms: { pid: number }[] };
    return vms[0]?.pid ?? 0;
  }

  it('serves the console when it is installed, as a user of its own', async () => {
    assert.equal(await property('ActiveState'), 'active');
    assert.equal(await property('StatusText'), 'listening on https://127.0.0.1:4747');
    assert.equal(await there('stat -c %U:%a /var/lib/farport'), 'farport:700');
    const get = `NODE_TLS_REJECT_UNAUTHORIZED=0 /usr/lib/farport/agent/bin/node --no-warnings -e "${page.replaceAll('\n', ' ')}"`;
    const html = await there(`${get} /`);
    assert.match(html, /^200 text\/html/);
    assert.match(html, /<div id="root">/);
    const script = /<script[^>]* src="([^"]+)"/.exec(html)?.[1] ?? '';
    assert.match(await there(`${get} ${script}`), /^200 text\/javascript/);
    assert.match(await there('farport-agent user list'), /^admin +Administrator/m);
    assert.doesNotMatch(await there('journalctl -u farport-agent'), /one-time password [0-9a-z]{4}-/);
  });

  it('boots a VM, all of it inside the sandbox', async () => {
    const table = [
      '[[vm]]',
      `name = "${vm}"`,
      'memory_mib = 256',
      'kernel = "/srv/farport/vmlinuz"',
      'initrd = "/srv/farport/initrd.img"',
      'cmdline = "console=ttyS0 panic=-1"',
      '',
    ].join('\n');
    await there(`mkdir -p /srv/farport
      install -m 0644 ${lab.share.lab}/vmlinuz ${lab.share.lab}/initrd.img /srv/farport/
      cat >>/etc/farport/farport-agent.toml <<'END'
${table}
END
      farport-agent config check
      systemctl restart farport-agent
      farport-agent vm start ${vm}
      for n in $(seq 400); do grep -q "guest ready" /run/farport/${vm}/console.log && exit 0; sleep 0.5; done; exit 1`);
    for (const process of [await vmProcess(), await property('MainPID')]) {
      const status = await there(`cat /proc/${process}/status; ps -o user= -p ${process}`);
      assert.match(status, /^NoNewPrivs:\s1$/m);
      assert.match(status, /^Seccomp:\s2$/m);
      assert.match(status, /^CapBnd:\s0+$/m);
      assert.match(status, /^farport$/m);
    }
  });

  it('has nothing that its doctor finds wrong', async () => {
    const { findings } = JSON.parse(await there('farport-agent doctor --json')) as {
      findings: { what: string; state: string }[];
    };
    assert.ok(findings.some(({ what }) => what === 'KVM'));
    assert.deepEqual(
      findings.filter(({ state }) => state !== 'ok'),
      [],
    );
  });

  it('leaves the VM running when it is restarted, killed, or stands still', async () => {
    const pid = await vmProcess();
    await there('systemctl restart farport-agent');
    assert.equal(await vmProcess(), pid);

    await there('kill -KILL $(systemctl show farport-agent -p MainPID --value)');
    assert.equal(await vmProcess(), pid);

    const main = await property('MainPID');
    await there(`kill -STOP ${main}`);
    // WatchdogSec=30: systemd ends it and starts another.
    await there(`for n in $(seq 240); do [ -e /proc/${main} ] || exit 0; sleep 0.5; done; exit 1`);
    assert.equal(await vmProcess(), pid);
    // Since "systemctl restart", by systemd itself: after the kill and after the watchdog.
    assert.equal(await property('NRestarts'), '2');
  });

  it('has a place for images that its user reads and does not write', async () => {
    assert.equal(await there('stat -c %U:%G:%a /srv/farport/images'), 'root:farport:750');
    await there('install -m 0644 /srv/farport/initrd.img /srv/farport/images/');
    assert.match(await there('farport-agent vm images'), /initrd\.img/);
  });

  it('is upgraded while its VM runs, and keeps its configuration', async () => {
    const pid = await vmProcess();
    const before = await there('cat /etc/farport/farport-agent.toml');
    // With another default, so that there is something to keep.
    await there(`${dpkg} -i --force-confold ${lab.share.lab}/${basename(newer)}`);
    assert.equal(await there("dpkg-query -W -f '${Version}' farport-agent"), newerVersion);
    assert.equal(await property('ActiveState'), 'active');
    assert.equal(await vmProcess(), pid);
    assert.equal(await there('cat /etc/farport/farport-agent.toml'), before);
    assert.match(await there('cat /etc/farport/farport-agent.toml.dpkg-dist'), /another default/);
    assert.match(await there('farport-agent user list'), /^admin +Administrator/m);
  });

  it('goes when it is removed, and leaves what it knew', async () => {
    const said = await there(`${dpkg} -r farport-agent 2>&1`);
    assert.match(said, new RegExp(`/run/farport/${vm}/lock: this virtual machine runs on`));
    // As its user powers it off who has no agent any more.
    await there(
      `pkill -u farport; for n in $(seq 40); do pgrep -u farport || exit 0; sleep 0.5; done; exit 1`,
    );
    assert.equal(
      await there(
        'systemctl is-active farport-agent || pgrep -u farport || ls -d /var/lib/farport/fleet.db /usr/bin/farport-agent 2>/dev/null || true',
      ),
      'inactive\n/var/lib/farport/fleet.db',
    );
    assert.match(await there('ls /etc/farport'), /farport-agent\.toml/);
  });

  it('is purged with its configuration, and never with what it knew', async () => {
    await there(
      `rm -r /srv/farport/images/* /srv/farport/vmlinuz /srv/farport/initrd.img; ${dpkg} -P farport-agent`,
    );
    assert.equal(
      await there(
        'ls -d /etc/farport /srv/farport /var/cache/farport /var/lib/farport/fleet.db 2>/dev/null || true',
      ),
      '/var/lib/farport/fleet.db',
    );
  });
});
