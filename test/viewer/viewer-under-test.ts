/** The viewer in a real Chromium, over the real bridge, before an agent that shows a painted screen. */
import type { Browser, BrowserContext } from 'playwright-core';
import { ViewerBridge } from '../../apps/client/engine/viewer/bridge.ts';
import { viewerFiles } from '../../apps/client/engine/viewer/files.ts';
import { PaintedScreen } from './painted-screen.ts';
import { ScreenAgent } from './screen-agent.ts';
import { until, ViewerPage, type PageOptions } from './viewer-page.ts';

export { startBrowser, until, ViewerPage } from './viewer-page.ts';

export interface ViewerOptions extends Omit<PageOptions, 'viewport'> {
  /** Of the VM. Default: 1. */
  readonly heads?: number;
}

const WIDTH = 1000;
const HEIGHT = 700;
/** Of the page; the rest is the screen's. */
const TOOLBAR_HEIGHT = 42;

export class ViewerUnderTest extends ViewerPage {
  readonly screen: PaintedScreen;
  readonly agent: ScreenAgent;
  readonly bridge: ViewerBridge;

  private constructor(page: ViewerPage, screen: PaintedScreen, agent: ScreenAgent, bridge: ViewerBridge) {
    super(page);
    this.screen = screen;
    this.agent = agent;
    this.bridge = bridge;
  }

  /** Opens the page; `prepare` may change the agent before. */
  static async start(
    where: Browser | BrowserContext,
    { heads, ...options }: ViewerOptions = {},
    prepare: (agent: ScreenAgent) => void = () => undefined,
  ): Promise<ViewerUnderTest> {
    const screen = new PaintedScreen(WIDTH, HEIGHT - TOOLBAR_HEIGHT, heads);
    const agent = await ScreenAgent.start((socket) => {
      screen.session.connect(socket, {
        agent: 'vm',
        acceptTicket: (ticket) => ticket === agent.target.ticket,
      });
    });
    prepare(agent);
    const bridge = await ViewerBridge.start(agent.target, await viewerFiles());
    const viewport = { width: WIDTH, height: HEIGHT };
    const page = await ViewerPage.open(where, bridge.address, { viewport, ...options });
    return new ViewerUnderTest(page, screen, agent, bridge);
  }

  /** Resolves when the page shows the guest's frame buffer bit for bit. */
  async showsAll(): Promise<void> {
    await until('the same picture', async () => {
      const [shown, painted] = [await this.pixels(), this.screen.pixels];
      return shown.length === painted.length && shown.every((pixel, n) => pixel === painted[n]);
    });
  }

  /** Resolves when the guest was told these lines, in this order, after `from`. */
  async hears(lines: readonly string[], from = 0): Promise<void> {
    await until(
      `the guest hears ${lines.join(', ')}; it heard ${this.screen.heard.slice(from).join(', ')}`,
      () => {
        let at = from - 1;
        return lines.every((line) => (at = this.screen.heard.indexOf(line, at + 1)) >= 0);
      },
    );
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    await super[Symbol.asyncDispose]();
    await this.bridge.close();
    await this.agent.stop();
    this.screen.close();
  }
}
