/** The machines of the fleet: clients where people sit, and VMs where devices go. */
import type { Versioned } from './versioned.ts';

/** An enrolled machine. */
export interface Client extends Versioned {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** A client that is not enabled is not let in. */
  readonly enabled: boolean;
  /** As the client says itself: "linux x64". Not to be relied on. */
  readonly platform: string;
  readonly softwareVersion: string;
  readonly enrolledAt: number;
  /** The agent that it is connected to; null while it is offline. */
  readonly connectedHost: string | null;
  /** When it connected, or was last seen; null where it never was. */
  readonly seenAt: number | null;
}

/** How a VM is built that was made by the API. Paths are of the agent's host. */
export interface VmSpec {
  /** Even. */
  readonly memoryMiB: number;
  readonly vcpus: number;
  /** Of the agent's image folders; read at each start. */
  readonly kernel: string;
  readonly initrd: string | null;
  readonly cmdline: string;
  /** What the disk was copied from; null: it began empty, or there is none. */
  readonly image: string | null;
  /** Size of its own disk; null: it has none. */
  readonly diskMiB: number | null;
  /** Screen, keyboard and pointer; null: none. */
  readonly display: VmDisplay | null;
  /** Start it when the agent starts. */
  readonly autostart: boolean;
}

export interface VmDisplay {
  readonly heads: number;
  /** Pixels, until a viewer asks for another size. */
  readonly width: number;
  readonly height: number;
}

export const BUILD_STATES = ['building', 'ready', 'failed'] as const;
/** Whether the VM's disk is there. */
export type BuildState = (typeof BUILD_STATES)[number];

export interface VmBuild {
  readonly spec: VmSpec;
  readonly state: BuildState;
  /** Why it failed; empty where it did not. */
  readonly message: string;
}

/** A virtual machine, as far as the fleet is concerned. */
export interface Vm extends Versioned {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** The agent that runs it. */
  readonly host: string;
  /** What is wanted; whether it runs is the agent's to say. */
  readonly wantedPower: 'on' | 'off';
  /** Null: it is built as the configuration file of its agent says. */
  readonly build: VmBuild | null;
  readonly createdAt: number;
}

/** A place that can be assigned; kept only where somebody gave it a name. */
export interface Port {
  readonly clientId: string;
  /** "1-2.3" */
  readonly path: string;
  readonly label: string;
}
