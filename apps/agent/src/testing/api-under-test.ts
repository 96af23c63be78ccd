/** A real agent with a prepared fleet, and the way to ask it. */
import type { Scope } from '@farport/fleet';
import { AgentUnderTest, until, vmA } from './agent-under-test.ts';
import { ApiCaller } from './api-caller.ts';
import { prepareFleet, type PreparedFleet } from './prepared-fleet.ts';

export class ApiUnderTest {
  readonly agent: AgentUnderTest;
  readonly fleet: PreparedFleet;
  api: ApiCaller;

  private constructor(agent: AgentUnderTest, fleet: PreparedFleet) {
    this.agent = agent;
    this.fleet = fleet;
    this.api = new ApiCaller(agent.port);
  }

  /** With VM a, unless `vms` (TOML) says otherwise. */
  static async start(
    options: { readonly vms?: string; readonly scope?: Scope; readonly nodeOptions?: readonly string[] } = {},
  ): Promise<ApiUnderTest> {
    const agent = new AgentUnderTest(options.vms ?? vmA);
    agent.nodeOptions = options.nodeOptions ?? [];
    try {
      const fleet = await prepareFleet(agent.dataDir, options.scope);
      await agent.start();
      await until('the API answers', () => agent.event('api.ready'));
      return new ApiUnderTest(agent, fleet);
    } catch (error) {
      await agent[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** After a restart of the agent, which may have another port. */
  reconnect(): void {
    this.api.close();
    this.api = new ApiCaller(this.agent.port);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.api.close();
    await this.agent[Symbol.asyncDispose]();
  }
}
