/**
 * The question whether a device may come into a VM: asked by the VM's process on the agent's event stream, answered by the
 * agent. Also the news that one has broken what it promised then. Owns what waits for an answer; decides nothing.
 */
import { randomBytes } from 'node:crypto';
import type { AttachMessage } from '@farport/protocol';
import { VmError } from '../errors.ts';
import { attachFacts } from './attach-facts.ts';

/** An agent that starts anew is waited for. */
const patienceMs = 20_000;

export interface ClassTriple {
  readonly classCode: number;
  readonly subclass: number;
  readonly protocol: number;
}

/** What descriptors and the client say of a device. */
export interface AttachFacts {
  readonly vendorId: number;
  readonly productId: number;
  readonly deviceVersion: number;
  readonly deviceClass: ClassTriple;
  readonly interfaces: readonly ClassTriple[];
  readonly serial: string;
  readonly portPath: string;
  readonly manufacturer: string;
  readonly product: string;
  readonly speed: string;
}

/** As it goes to the agent. */
export interface AdmissionQuestion {
  readonly id: string;
  /** The channel, as the agent named it. */
  readonly channel: string;
  readonly device: AttachFacts;
}

/** As it comes back. `code` and `message`: why not. */
export interface AdmissionAnswer {
  readonly id: string;
  readonly allow: boolean;
  readonly code: string;
  readonly message: string;
}

/** A device that came in was something else for the guest than it had said. Goes to the agent, which is not asked anything. */
export interface BrokenPromise {
  /** The channel, as the agent named it; null: it named none. */
  readonly channel: string | null;
  readonly device: string;
  readonly message: string;
}

/** No VmError: the code is the policy's. */
class NotAdmitted extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export class Admissions {
  readonly #waiting = new Map<
    string,
    { readonly question: AdmissionQuestion; readonly settle: (answer: AdmissionAnswer) => void }
  >();
  #ask: (question: AdmissionQuestion) => void = () => undefined;
  #tell: (broken: BrokenPromise) => void = () => undefined;

  /** Who carries questions, and news of broken promises, to the agent. */
  askBy(ask: (question: AdmissionQuestion) => void, tell: (broken: BrokenPromise) => void): void {
    this.#ask = ask;
    this.#tell = tell;
  }

  /** Tells the agent where there is one; the VM's own log has it in any case. */
  promiseBroken(broken: BrokenPromise): void {
    this.#tell(broken);
  }

  /** What an agent that has just come has not heard of. */
  unanswered(): AdmissionQuestion[] {
    return [...this.#waiting.values()].map(({ question }) => question);
  }

  /**
   * Resolves where the device may come. One question of a channel at a time: a client that offers and takes back without end
   * is not asked about without end. @throws an error with the policy's code
   */
  async admit(channel: string, message: AttachMessage): Promise<void> {
    for (const { question } of this.#waiting.values()) {
      if (question.channel !== channel) continue;
      throw new NotAdmitted(
        'admission.busy',
        'the device that was offered before is still asked about: try again',
      );
    }
    const question = { id: randomBytes(16).toString('hex'), channel, device: attachFacts(message) };
    const { promise, resolve } = Promise.withResolvers<AdmissionAnswer>();
    const timer = setTimeout(() => {
      const message = 'the agent does not say whether it may come: try again';
      resolve({ id: question.id, allow: false, code: 'admission.timeout', message });
    }, patienceMs);
    this.#waiting.set(question.id, { question, settle: resolve });
    try {
      this.#ask(question);
      const { allow, code, message: why } = await promise;
      if (!allow) throw new NotAdmitted(code, why);
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(question.id);
    }
  }

  /** @throws VmError admission.unknown where nobody waits for it (any more) */
  answer(answer: AdmissionAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    if (waiting === undefined) throw new VmError('admission.unknown', 404, 'nobody waits for this answer');
    waiting.settle(answer);
  }
}
