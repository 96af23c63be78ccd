/** VMs that are made by the API: from images, with a disk of their own, changed, started, kept over a restart, deleted. */
import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { until, vmA } from '../testing/agent-under-test.ts';
import { ApiUnderTest } from '../testing/api-under-test.ts';

const mib = 1 << 20;

interface VmJson {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly state: string;
  readonly origin: string;
  readonly configured: boolean;
  readonly build: {
    readonly state: string;
    readonly message: string;
    readonly spec: Record<string, unknown>;
  } | null;
}

let test: ApiUnderTest;
let folder: string;

/** A file that begins as a bzImage does. */
function writeKernel(path: string): void {
  const head = Buffer.alloc(0x400);
  head.write('HdrS', 0x202, 'latin1');
  writeFileSync(path, head);
}

/** 3 MiB and a half of which only two places are written: the rest are holes. */
function writeDisk(path: string): void {
  const file = openSync(path, 'w');
  writeSync(file, Buffer.from('begin'), 0, 5, 0);
  writeSync(file, Buffer.from('end'), 0, 3, 3 * mib);
  closeSync(file);
  truncateSync(path, 3.5 * mib);
}

before(async () => {
  const disk = 'DISK';
  test = await ApiUnderTest.start({
    vms: `image_dirs = ["images", "no-such-folder"]\n${vmA}disks = [{ path = "images/${disk}" }]\n`,
  });
  folder = join(test.agent.directory, 'images');
  mkdirSync(folder);
  writeKernel(join(folder, 'vmlinuz'));
  writeFileSync(join(folder, 'initrd.img'), Buffer.from('1f8b0800', 'hex'));
  writeDisk(join(folder, 'debian.img'));
  writeDisk(join(folder, disk));
  writeFileSync(
    join(folder, 'windows.qcow2'),
    Buffer.concat([Buffer.from('514649fb', 'hex'), Buffer.alloc(508)]),
  );
  writeFileSync(join(folder, 'notes.txt'), 'three words here');
  symlinkSync('/etc/passwd', join(folder, 'link.img'));
});
after(() => test[Symbol.asyncDispose]());

async function asked(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: unknown; text: string }> {
  return test.api.ask(
    { token: test.fleet.of.administrator.token },
    method,
    path,
    body === undefined ? {} : { body },
  );
}

async function ask<T = VmJson>(status: number, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await asked(method, path, body);
  assert.equal(answer.status, status, answer.text);
  return answer.json as T;
}

const codeOf = (json: unknown): unknown => (json as { code?: string }).code;
const image = (name: string): string => join(folder, name);
const make = (name: string, spec: Record<string, unknown> = {}): Promise<VmJson> =>
  ask(201, 'POST', '/vms', { name, spec: { kernel: image('vmlinuz'), ...spec } });
const configured = async (): Promise<VmJson> =>
  (await ask<{ items: VmJson[] }>(200, 'GET', '/vms')).items.find(({ name }) => name === 'a') ??
  assert.fail();

async function ready(id: string): Promise<VmJson> {
  for (let turn = 0; turn < 400; turn++) {
    const vm = await ask(200, 'GET', `/vms/${id}`);
    if (vm.build?.state !== 'building') return vm;
    await delay(25);
  }
  return assert.fail('it was never built');
}

describe('images', () => {
  it('are the files in the folders, with what each is; links lead nowhere', async () => {
    const { items, folders } = await ask<{
      items: { name: string; kind: string; why: string }[];
      folders: string[];
    }>(200, 'GET', '/images');
    assert.deepEqual(Object.fromEntries(items.map(({ name, kind }) => [name, kind])), {
      DISK: 'other',
      'debian.img': 'disk',
      'initrd.img': 'initrd',
      'notes.txt': 'other',
      vmlinuz: 'kernel',
      'windows.qcow2': 'other',
    });
    const why = (name: string): string => items.find((each) => each.name === name)?.why ?? '';
    assert.match(why('windows.qcow2'), /qemu-img convert/);
    assert.equal(why('DISK'), 'VM a writes to it');
    assert.equal(folders.length, 2);
  });
});

describe('a VM that is made', () => {
  it('has a sparse disk of its own, starts and stops, and is there after a restart of the agent', async () => {
    const spec = {
      initrd: image('initrd.img'),
      image: image('debian.img'),
      diskMiB: 16,
      memoryMiB: 512,
      vcpus: 2,
      display: {},
      autostart: false,
    };
    const made = await ready((await make('desk-1', spec)).id);
    assert.partialDeepStrictEqual(made, {
      name: 'desk-1',
      origin: 'fleet',
      configured: true,
      memoryMiB: 512,
      build: { state: 'ready', spec: { diskMiB: 16, display: { heads: 1, width: 1280, height: 800 } } },
    });
    const disk = join(test.agent.dataDir, 'disks', `${made.id}.img`);
    const { size, blocks, mode } = statSync(disk);
    assert.deepEqual([size, mode & 0o777], [16 * mib, 0o600]);
    assert.ok(blocks * 512 <= 3 * mib, `${blocks} blocks: holes were filled`);
    const bytes = readFileSync(disk);
    assert.equal(bytes.toString('latin1', 0, 5), 'begin');
    assert.equal(bytes.toString('latin1', 3 * mib, 3 * mib + 3), 'end');

    // A busy machine takes longer than the answer waits.
    const is = (state: string) =>
      until(`it is ${state}`, async () => (await ask(200, 'GET', `/vms/${made.id}`)).state === state);
    await ask(202, 'POST', `/vms/${made.id}/start`);
    await is('running');
    await test.agent.signal('SIGKILL');
    await test.agent.start();
    await until(
      'the API answers',
      () => test.agent.log.filter(({ event }) => event === 'api.ready').length === 2,
    );
    test.reconnect();
    assert.partialDeepStrictEqual(await ask(200, 'GET', `/vms/${made.id}`), {
      state: 'running',
      origin: 'fleet',
    });
    const { version } = await ask(200, 'GET', `/vms/${made.id}`);
    assert.equal(codeOf((await asked('DELETE', `/vms/${made.id}?version=${version}`)).json), 'vm.running');
    await ask(202, 'POST', `/vms/${made.id}/stop`);
    await is('stopped');
  });

  it('is changed from its next start on; its disk only grows, and only while it is off', async () => {
    const { id, version } = await ready((await make('desk-2', { diskMiB: 4, display: {} })).id);
    const changed = await ask(200, 'PATCH', `/vms/${id}`, {
      version,
      description: 'second',
      spec: { memoryMiB: 256, diskMiB: 8, display: null },
    });
    assert.partialDeepStrictEqual(changed, {
      description: 'second',
      memoryMiB: 256,
      build: { spec: { display: null } },
    });
    assert.equal(statSync(join(test.agent.dataDir, 'disks', `${id}.img`)).size, 8 * mib);
    const patch = (spec: unknown): Promise<{ json: unknown }> =>
      asked('PATCH', `/vms/${id}`, { version: changed.version, spec });
    assert.equal(codeOf((await patch({ diskMiB: 4 })).json), 'vm.disk_too_small');
    assert.equal(codeOf((await patch({ kernel: '/etc/passwd' })).json), 'vm.image_unknown');
    assert.equal(codeOf((await patch({ memoryMiB: 65 })).json), 'http.invalid');
    await ask(202, 'POST', `/vms/${id}/start`);
    const { version: running } = await ask(200, 'GET', `/vms/${id}`);
    const grow = await asked('PATCH', `/vms/${id}`, { version: running, spec: { diskMiB: 9 } });
    assert.equal(codeOf(grow.json), 'vm.running');
    const { items } = await ask<{ items: { details: Record<string, string> }[] }>(
      200,
      'GET',
      `/audit?vm=${id}&action=vm.changed`,
    );
    assert.ok(
      items.some(({ details }) => details['memoryMiB'] === '2048 → 256'),
      JSON.stringify(items),
    );
  });

  it('is deleted with its disk, its console and every ticket for its name', async () => {
    const { id, version } = await ready((await make('desk-3', { diskMiB: 1 })).id);
    const disk = join(test.agent.dataDir, 'disks', `${id}.img`);
    assert.ok(existsSync(disk));
    const ticket = await test.agent.ticket('desk-3');
    await ask(204, 'DELETE', `/vms/${id}?version=${version}`);
    assert.equal(existsSync(disk), false);
    assert.equal((await asked('GET', `/vms/${id}`)).status, 404);
    await make('desk-3');
    const refused = await test.agent.refusal('desk-3', [`Authorization: Bearer ${ticket}`]);
    assert.equal(refused.code, 'ticket.unknown');
    const { items } = await ask<{ items: { vm: { name: string } }[] }>(
      200,
      'GET',
      '/audit?action=vm.deleted',
    );
    assert.equal(items[0]?.vm.name, 'desk-3');
  });

  const refused: [what: string, spec: () => Record<string, unknown>, code: string][] = [
    ['a kernel from elsewhere', () => ({ kernel: '/etc/passwd' }), 'vm.image_unknown'],
    ['a path that leads out', () => ({ kernel: `${folder}/../kernel` }), 'vm.image_unknown'],
    ['a link', () => ({ image: image('link.img') }), 'vm.image_unknown'],
    ['a disk for a kernel', () => ({ kernel: image('debian.img') }), 'vm.image_kind'],
    ['a disk that is not raw', () => ({ image: image('windows.qcow2') }), 'vm.image_kind'],
    ['a disk that a VM writes to', () => ({ image: image('DISK') }), 'vm.image_kind'],
    [
      'a disk smaller than its image',
      () => ({ image: image('debian.img'), diskMiB: 3 }),
      'vm.disk_too_small',
    ],
    ['a key too many', () => ({ disks: [] }), 'http.invalid'],
  ];
  for (const [what, spec, code] of refused) {
    it(`is refused with ${what}`, async () => {
      const body = { name: 'no', spec: { kernel: image('vmlinuz'), ...spec() } };
      const { status, json, text } = await asked('POST', '/vms', body);
      assert.deepEqual([status, codeOf(json)], [400, code], text);
    });
  }

  it('has a name of its own that can be a directory’s', async () => {
    const named = async (name: string): Promise<unknown> =>
      codeOf((await asked('POST', '/vms', { name, spec: { kernel: image('vmlinuz') } })).json);
    assert.equal(await named('A'), 'store.name_taken');
    for (const name of ['..', 'a/b', '', 'x'.repeat(64), '-x'])
      assert.equal(await named(name), 'http.invalid');
  });

  it('says why it could not be made, and can be deleted then', async () => {
    const disks = join(test.agent.dataDir, 'disks');
    renameSync(disks, `${disks}.away`);
    writeFileSync(disks, 'a file where the folder should be');
    const { id } = await make('desk-4', { diskMiB: 1 });
    const failed = await ready(id);
    rmSync(disks);
    renameSync(`${disks}.away`, disks);
    assert.equal(failed.build?.state, 'failed');
    assert.match(failed.build.message, /disk could not be made/);
    assert.equal(codeOf((await asked('POST', `/vms/${id}/start`)).json), 'vm.build_failed');
    await ask(204, 'DELETE', `/vms/${id}?version=${failed.version}`);
  });
});

describe('a VM of the configuration file', () => {
  it('is read-only here, and says where it is changed', async () => {
    const { id, version, origin, build } = await configured();
    assert.deepEqual([origin, build], ['configuration', null]);
    for (const answer of [
      await asked('PATCH', `/vms/${id}`, { version, spec: { memoryMiB: 256 } }),
      await asked('DELETE', `/vms/${id}?version=${version}`),
    ]) {
      assert.equal(answer.status, 409);
      assert.equal(codeOf(answer.json), 'vm.in_configuration');
      assert.match(answer.text, /agent\.toml/);
    }
    assert.equal(
      (await ask(200, 'PATCH', `/vms/${id}`, { version, description: 'said' })).origin,
      'configuration',
    );
  });
});
