/** What the app's pages may load and speak to, wherever they come from. Everything else is nothing. */

export interface PolicyOptions {
  /** Beside the page's own origin, for sockets. */
  readonly connect?: string;
  /** The app's page frames the viewer's; nothing frames the app's. */
  readonly page: 'app' | 'view';
}

export function contentPolicy({ page, connect }: PolicyOptions): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    `connect-src 'self'${connect === undefined ? '' : ` ${connect}`}`,
    page === 'app' ? "frame-src 'self'" : "frame-src 'none'",
    page === 'app' ? "frame-ancestors 'none'" : "frame-ancestors 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
  ].join('; ');
}
