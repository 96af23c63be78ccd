/** What somebody has typed of a VM, and the request that it makes. No page. */
import type { Input } from '../../api/client.ts';
import type { Vm } from '../../api/types.ts';

/** As the fields hold it: texts. */
export interface VmDraft {
  readonly name: string;
  readonly description: string;
  readonly kernel: string | null;
  readonly initrd: string | null;
  readonly image: string | null;
  readonly cmdline: string;
  readonly memory: string;
  readonly vcpus: string;
  /** GiB; empty: as large as the image, or none. */
  readonly disk: string;
  readonly hasScreen: boolean;
  readonly width: string;
  readonly height: string;
  readonly heads: string;
  readonly autostart: boolean;
}

export const newDraft: VmDraft = {
  name: '',
  description: '',
  kernel: null,
  initrd: null,
  image: null,
  cmdline: 'console=ttyS0 root=/dev/vda1',
  memory: '2048',
  vcpus: '2',
  disk: '',
  hasScreen: true,
  width: '1280',
  height: '800',
  heads: '1',
  autostart: false,
};

/** In a list of choices: no image. */
export const nothing = '-';

export function draftOf({ name, description, build }: Vm): VmDraft {
  const spec = build?.spec;
  if (spec === undefined) return { ...newDraft, name, description };
  const { kernel, initrd, image, cmdline, memoryMiB, vcpus, diskMiB, display, autostart } = spec;
  return {
    ...{ name, description, kernel, initrd, image, cmdline, autostart },
    memory: String(memoryMiB),
    vcpus: String(vcpus),
    disk: diskMiB === null ? '' : String(diskMiB / 1024),
    hasScreen: display !== null,
    width: String(display?.width ?? newDraft.width),
    height: String(display?.height ?? newDraft.height),
    heads: String(display?.heads ?? newDraft.heads),
  };
}

type Create = Input<'POST /vms'>['body'];
type Change = NonNullable<Input<'PATCH /vms/{id}'>['body']['spec']>;

/** Whole MiB of GiB as they were typed, "20" or "1.5"; null where nothing was. */
export function diskMiB(text: string): number | null {
  return text.trim() === '' ? null : Math.round(Number(text.replace(',', '.')) * 1024);
}

function common(draft: VmDraft): Omit<Change, 'diskMiB' | 'kernel'> {
  const { initrd, cmdline, memory, vcpus, hasScreen, width, height, heads, autostart } = draft;
  return {
    ...{ initrd, cmdline, autostart },
    memoryMiB: Number(memory),
    vcpus: Number(vcpus),
    display: hasScreen ? { heads: Number(heads), width: Number(width), height: Number(height) } : null,
  };
}

export function createOf(draft: VmDraft): Create {
  const { name, description, kernel, image, disk } = draft;
  return {
    name,
    description,
    spec: { ...common(draft), kernel: kernel ?? '', image, diskMiB: diskMiB(disk) },
  };
}

/** Of a VM that is there: its disk is left alone where nothing is typed, or what it has. */
export function changeOf(draft: VmDraft, { build }: Vm): Change {
  const { kernel, disk } = draft;
  const size = diskMiB(disk);
  return {
    ...common(draft),
    ...(kernel === null ? {} : { kernel }),
    ...(size === null || size === build?.spec.diskMiB ? {} : { diskMiB: size }),
  };
}
