/** Debian's noVNC with its own defaults: its files and a page that does no more than connect, served on this machine. */
import { createReadStream, existsSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';

export const novnc = '/usr/share/novnc';

/** Of the picture in the page. */
export const novncCanvas = '#screen canvas';

const page = (address: string): string => `<!doctype html><meta charset="utf-8"><title>noVNC</title>
<style>html, body, #screen { margin: 0; height: 100%; overflow: hidden }</style><div id="screen"></div>
<script type="module">
  import RFB from '/core/rfb.js';
  window.rfb = new RFB(document.getElementById('screen'), '${address}');
  window.rfb.addEventListener('connect', () => { window.connected = true; });
</script>`;

export class NovncPages {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** `address`: of the WebSocket of the server, wss://…; the page sets `window.connected` when it is connected. */
  static async serve(address: string): Promise<NovncPages> {
    const server = createServer((request, response) => {
      const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
      if (path === '/') response.setHeader('content-type', 'text/html; charset=utf-8').end(page(address));
      else if (existsSync(join(novnc, path))) {
        response.setHeader('content-type', 'text/javascript');
        createReadStream(join(novnc, path)).pipe(response);
      } else response.writeHead(404).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new NovncPages(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
