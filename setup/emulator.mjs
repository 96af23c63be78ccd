// The lab's QEMU, built from Debian's source. The lab runs KVM guests under emulated SVM, and Debian 12's QEMU 7.2
// loses there what a guest cannot lose (docs/development.md tells how it was found):
//  - the interrupt shadow at VMRUN, so that a guest sleeps through its wake-up between "sti" and "hlt" (mended in 10.0);
//  - code that one processor writes while another translates it, which may be what ends a Node now and then (mended in 10.0);
//  - an injected interrupt is delivered a second time, whatever IF says, when the emulator's loop is kicked before the
//    guest's next exit;
//  - an interrupt that comes for a processor while it enters or leaves a guest: both change interrupt_request, without
//    a lock that they share;
//  - a guest is left a second time, when none runs any more: its registers in the VMCB become those of its host.
// The last three are mended here.
// Where this source cannot be had, the lab runs on the QEMU that is installed.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, run, say, SetupError } from './step.mjs';

const folder = join(cache, 'emulator');
export const emulator = join(folder, 'qemu-system-x86_64');

const configure = [
  ...['--target-list=x86_64-softmmu', '--python=/usr/bin/python3', '--without-default-features'],
  ...['--enable-system', '--enable-tcg', '--enable-virtfs', '--enable-attr', '--disable-install-blobs'],
  ...['--disable-docs', '--disable-werror'],
];

/** Builds it, or says in a line why the lab goes without; true when it was built. */
export function buildEmulator() {
  const work = join(folder, 'work');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    fetchSources(work);
    const source = join(work, 'source');
    mend(source);
    compile(work, source);
    copyFileSync(join(source, 'build/qemu-system-x86_64'), emulator);
    run(emulator, ['--version']);
    return true;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    rmSync(emulator, { force: true });
    say(
      `${error.message}\nsetup: so the lab runs on the QEMU that is installed, under which a guest may hang.`,
    );
    return false;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** QEMU's source and a meson that is new enough, of this Debian or its backports. */
function fetchSources(work) {
  for (const name of ['lists/partial', 'cache/archives/partial', 'meson', 'source'])
    mkdirSync(join(work, name), { recursive: true });
  const release = readFileSync('/etc/os-release', 'utf8');
  const codename = /^VERSION_CODENAME=(\w+)/m.exec(release)?.[1];
  if (!/^ID=debian$/m.test(release) || codename === undefined) throw new SetupError('This is no Debian.');
  const suite = codename === 'bookworm' ? 'bookworm-backports' : codename;
  const from = `[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror(codename)} ${suite} main`;
  const list = join(work, 'sources.list');
  writeFileSync(
    list,
    `deb ${from}
deb-src ${from}
`,
  );
  const settings = Object.entries({
    'Dir::Etc::sourcelist': list,
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State::lists': join(work, 'lists'),
    'Dir::Cache': join(work, 'cache'),
    'Acquire::Retries': '3',
  }).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const apt = (...args) => run('apt-get', [...settings, '-q', ...args], { cwd: work });
  apt('update');
  apt('download', `meson/${suite}`);
  apt('source', '--download-only', '--tar-only', 'qemu');
  const fetched = (pattern) => {
    const name = readdirSync(work).find((file) => pattern.test(file));
    if (name === undefined) throw new SetupError(`apt-get left no file like ${pattern} in ${work}`);
    return join(work, name);
  };
  run('dpkg-deb', ['-x', fetched(/^meson_.*\.deb$/), join(work, 'meson')]);
  run('tar', ['-xf', fetched(/^qemu_.*\.tar\.\w+$/), '--strip-components=1', '-C', join(work, 'source')]);
}

/** Where this machine has its Debian packages from. */
function mirror(codename) {
  const format = '$(CODENAME) $(COMPONENT) $(REPO_URI)';
  const known = run('apt-get', ['indextargets', '--format', format, 'Created-By: Packages']);
  const line = known.split('\n').find((text) => text.startsWith(`${codename} main `));
  if (line === undefined) throw new SetupError(`apt knows no mirror of ${codename}.`);
  return line.split(' ')[2];
}

/** Where QEMU changes interrupt_request under emulation of x86. */
const interruptFiles = [
  ...['target/i386/tcg/system/svm_helper.c', 'target/i386/tcg/system/seg_helper.c'],
  ...['accel/tcg/tcg-accel-ops.c', 'accel/tcg/cpu-exec.c'],
  ...['hw/core/cpu-common.c', 'hw/core/cpu-system.c', 'system/cpus.c'],
];

function mend(source) {
  const edit = (file, pattern, text) => {
    const path = join(source, file);
    const before = readFileSync(path, 'utf8');
    if (!pattern.test(before))
      throw new SetupError(`${file} of this QEMU is not as it was: no ${pattern} in it.`);
    writeFileSync(path, before.replace(pattern, text));
  };
  // Delivered is delivered: nothing is left for the loop to deliver.
  edit(
    'target/i386/tcg/system/svm_helper.c',
    /do_interrupt_x86_hardirq\(env, vector, 1\);/,
    '$& cs->exception_index = -1;',
  );
  // Where VMRUN refuses a VMCB (SVM_EXIT_ERR), there is an exit without a guest.
  edit(
    'target/i386/tcg/system/svm_helper.c',
    /^void do_vmexit\(CPUX86State \*env\)\n\{\n.*\n/m,
    `$&
    if (!(env->hflags & HF_GUEST_MASK) &&
        x86_ldl_phys(cs, env->vm_vmcb + offsetof(struct vmcb, control.exit_code)) != (uint32_t)SVM_EXIT_ERR) {
        return;
    }
`,
  );
  for (const file of interruptFiles)
    edit(
      file,
      /(\w+->interrupt_request) ([|&])= ([^;]+);/g,
      (_, what, how, mask) => `qatomic_${how === '|' ? 'or' : 'and'}(&${what}, ${mask});`,
    );
  // Debian's archive has no firmware in it, and no tool that only QEMU's own tests use.
  edit('meson.build', /unpack_edk2_blobs = bzip2\.found\(\)/, 'unpack_edk2_blobs = false');
  edit('pythondeps.toml', /^pycotap.*\n/m, '');
}

function compile(work, source) {
  const meson = join(work, 'meson/usr');
  const env = {
    ...process.env,
    PATH: `${join(meson, 'bin')}:${process.env.PATH ?? ''}`,
    PYTHONPATH: join(meson, 'lib/python3/dist-packages'),
  };
  const build = join(source, 'build');
  mkdirSync(build);
  run('../configure', configure, { cwd: build, env });
  const progress = `ninja qemu-system-x86_64 | awk 'NR % 250 == 0 { print "setup: the lab\\047s QEMU, " $1; fflush() }'`;
  run('bash', ['-c', `set -o pipefail; ${progress}`], { cwd: build, env, show: true });
}
