/** Where the API is. A file of its own: the gateway and the API's description need it, and nothing else of the server. */
export const prefix = '/api/v1';

/** `path` is without its query. Prometheus looks for /metrics. */
export function isApiPath(path: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`) || path === '/metrics';
}
