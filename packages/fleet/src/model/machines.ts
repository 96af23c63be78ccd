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

/** A virtual machine, as far as the fleet is concerned; how it is built is the agent's configuration. */
export interface Vm extends Versioned {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** The agent that runs it. */
  readonly host: string;
  /** What is wanted; whether it runs is the agent's to say. */
  readonly wantedPower: 'on' | 'off';
  readonly createdAt: number;
}

/** A place that can be assigned; kept only where somebody gave it a name. */
export interface Port {
  readonly clientId: string;
  /** "1-2.3" */
  readonly path: string;
  readonly label: string;
}
