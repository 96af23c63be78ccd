/** A real agent with a running VM, and simulated clients enrolled at it: what tests of presence begin with. */
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { SeenDevice } from '@farport/protocol/control';
import { vmA, vmB } from './agent-under-test.ts';
import type { ApiAnswer } from './api-caller.ts';
import { ApiUnderTest } from './api-under-test.ts';
import { FakeClient, type Enrolled } from './fake-client.ts';

export interface DeviceAnswer {
  readonly id: string;
  readonly version: number;
  readonly serial: string;
  readonly arrival: string;
  readonly plugged: boolean;
  readonly state: {
    readonly word: string;
    readonly by?: string;
    readonly rule?: string;
    readonly for?: string;
  };
  readonly lease: { readonly fence: number; readonly vmId: string } | null;
}

export class PresenceUnderTest {
  readonly under: ApiUnderTest;
  readonly vms: Readonly<Record<'a' | 'b', string>>;

  private constructor(under: ApiUnderTest, vms: Readonly<Record<'a' | 'b', string>>) {
    this.under = under;
    this.vms = vms;
  }

  /** VM a runs; VM b is there. `vms`: TOML of both. */
  static async start(vms = `${vmA}${vmB}`): Promise<PresenceUnderTest> {
    const under = await ApiUnderTest.start({ vms });
    try {
      await under.agent.admin.start('a');
      const { json } = await under.api.ask(under.fleet.of.administrator, 'GET', '/vms');
      const { items } = json as { items: { id: string; name: string }[] };
      const id = (name: string): string => items.find((vm) => vm.name === name)?.id ?? assert.fail(name);
      return new PresenceUnderTest(under, { a: id('a'), b: id('b') });
    } catch (error) {
      await under[Symbol.asyncDispose]();
      throw error;
    }
  }

  get port(): number {
    return this.under.agent.port;
  }

  /** As an administrator; fails the test where it is refused. */
  async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.asked(method, path, body);
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.json as T;
  }

  asked(method: string, path: string, body?: unknown): Promise<ApiAnswer> {
    const { api, fleet } = this.under;
    return api.ask(fleet.of.administrator, method, path, body === undefined ? {} : { body });
  }

  async enrol(name: string): Promise<Enrolled> {
    const { code } = await this.ask<{ code: string }>('POST', '/enrolment-codes', { clientName: name });
    return FakeClient.enrol(this.port, code, name);
  }

  /** An enrolled client that is connected. */
  async client(name: string, devices: readonly SeenDevice[] = []): Promise<FakeClient & Enrolled> {
    const enrolled = await this.enrol(name);
    return Object.assign(await FakeClient.connect(this.port, enrolled.key, devices), enrolled);
  }

  assignPort(
    clientId: string,
    vmId = this.vms.a,
    portPath = '1-2',
  ): Promise<{ id: string; version: number }> {
    return this.ask('POST', '/assignments', {
      what: { kind: 'port', clientId, portPath },
      to: { kind: 'vm', vmId },
      enabled: true,
      note: '',
    });
  }

  async devices(clientId: string): Promise<readonly DeviceAnswer[]> {
    return (await this.ask<{ items: DeviceAnswer[] }>('GET', `/devices?client=${clientId}`)).items;
  }

  /** The client's only device, as soon as it fits. */
  async device(
    clientId: string,
    fits: (device: DeviceAnswer) => boolean = () => true,
  ): Promise<DeviceAnswer> {
    let last: DeviceAnswer | undefined;
    for (let turn = 0; turn < 400; turn++) {
      [last] = await this.devices(clientId);
      if (last !== undefined && fits(last)) return last;
      await delay(25);
    }
    return assert.fail(`waited in vain; the device is ${JSON.stringify(last)}`);
  }

  /** Newest first. */
  async audit(query: string): Promise<readonly Record<string, unknown>[]> {
    return (await this.ask<{ items: Record<string, unknown>[] }>('GET', `/audit?${query}`)).items;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.under[Symbol.asyncDispose]();
  }
}
