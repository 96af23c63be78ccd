/**
 * Asks the agent, while a VM is open, which of this machine's devices its policy would let this person bring there: now and
 * then, when devices come and go, and when one was refused. Decides nothing.
 */
import { isHub, type LocalDevice } from '../../engine/capture/local-device.ts';
import { codeOf } from '../../engine/errors.ts';
import { isTold, seenDevice, sysfsDescriptors } from '../../engine/fleet/seen-device.ts';
import { sleep } from '../../engine/service/backoff.ts';
import { MAX_ASKED, type AgentAccount, type DeviceFacts, type DeviceVerdict } from './agent-api.node.ts';
import type { Verdict } from './device-desk.node.ts';

const LOOK_MS = 12_000;
/** Several devices of one hub come as one. */
const GATHER_MS = 200;

export interface PolicyLookOptions {
  readonly account: Pick<AgentAccount, 'verdicts'>;
  readonly vm: string;
  readonly devices: () => readonly LocalDevice[];
  /** Calls back whenever devices, or what becomes of them, change; returns what ends that. */
  readonly watch: (changed: () => void) => () => void;
  /** What the agent says, by the key of a device. */
  readonly judged: (verdicts: ReadonlyMap<string, Verdict>) => void;
}

export class PolicyLook {
  readonly #options: PolicyLookOptions;
  readonly #ended = new AbortController();
  #wake = new AbortController();
  #asked = '';

  constructor(options: PolicyLookOptions) {
    this.#options = options;
    const unwatch = options.watch(() => {
      if (keysOf(this.#devices()) !== this.#asked) this.soon();
    });
    this.#ended.signal.addEventListener('abort', unwatch);
    void this.#run();
  }

  /** Something may be otherwise now. */
  soon(): void {
    this.#wake.abort();
  }

  end(): void {
    this.#ended.abort();
  }

  async #run(): Promise<void> {
    const { signal } = this.#ended;
    while (!signal.aborted) {
      this.#wake = new AbortController();
      const goesOn = await this.#look().catch((error: unknown) => {
        // The agent is away: what it said last still stands. But nobody is told anything who is not signed in any more.
        if (codeOf(error)?.startsWith('session.') !== true) return true;
        if (!signal.aborted) this.#options.judged(new Map());
        return false;
      });
      if (!goesOn) return;
      await sleep(LOOK_MS, AbortSignal.any([signal, this.#wake.signal]));
      await sleep(GATHER_MS, signal);
    }
  }

  /** False where this agent cannot be asked. */
  async #look(): Promise<boolean> {
    const { account, vm, judged } = this.#options;
    const devices = this.#devices();
    this.#asked = keysOf(devices);
    const facts = await Promise.all(devices.map(factsOf));
    const said = await account.verdicts(vm, facts);
    if (said === undefined) return false;
    if (this.#ended.signal.aborted) return true;
    judged(new Map(devices.map(({ key }, n) => [key, verdictOf(said[n])])));
    return true;
  }

  #devices(): LocalDevice[] {
    return this.#options
      .devices()
      .filter((device) => !isHub(device) && isTold(device))
      .slice(0, MAX_ASKED);
  }
}

function keysOf(devices: readonly LocalDevice[]): string {
  return devices.map(({ key }) => key).join(' ');
}

async function factsOf(device: LocalDevice): Promise<DeviceFacts> {
  const { vendorId, productId, serial, portPath, deviceVersion, deviceClass, interfaces } = await seenDevice(
    device,
    sysfsDescriptors,
    { fresh: false, fence: 0 },
  );
  return { vendorId, productId, serial, portPath, deviceVersion, deviceClass, interfaces };
}

function verdictOf(said: DeviceVerdict | undefined): Verdict {
  const forbidden = said?.outcome === 'deny';
  return { forbidden, rule: said?.decidedBy.ruleName ?? '' };
}
