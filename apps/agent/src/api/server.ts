/**
 * The API over HTTP: one fastify instance that is handed requests by the gateway (from the network) and the admin server
 * (from the agent's own socket). Owns what happens to every request: headers, who it is, whether they may, whether it is
 * well formed, and how errors look. The work itself is in routes/.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { permissionOf, type Permission } from '@farport/fleet';
import { checked } from '@farport/protocol/shape';
import { AccessError } from '../access/errors.ts';
import { authorize, contextOf } from '../access/principal.ts';
import { errorMessage, RequestError } from '../errors.ts';
import { authenticate, needSameSite, type Visitor } from './authentication.ts';
import { errorAnswer } from './error-answer.ts';
import { withVersion } from './if-match.ts';
import { ApiMetrics } from './metrics.ts';
import type { ApiParts } from './parts.ts';
import { emptyQuery, takenOver, type AnyRoute, type Call, type Schema } from './route.ts';
import { allRoutes } from './routes/index.ts';
import { prefix } from './server-paths.ts';

export const defaultBodyLimit = 64 << 10;

/** A page gets nothing from here but what its script reads; no frame, no referrer, no sniffing. */
const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** fastify takes a plain object for its own short form of JSON Schema; an instance of a class it leaves alone. */
class Shape {
  readonly schema: Schema;
  constructor(schema: Schema) {
    this.schema = schema;
  }
}

export class ApiServer {
  readonly #app: FastifyInstance;
  readonly #parts: ApiParts;
  readonly #metrics: ApiMetrics;
  /** Requests that came over the agent's own socket. */
  readonly #local = new WeakSet<IncomingMessage>();

  private constructor(parts: ApiParts) {
    this.#parts = parts;
    this.#metrics = new ApiMetrics(parts);
    this.#app = fastify({
      logger: false,
      bodyLimit: defaultBodyLimit,
      exposeHeadRoutes: false,
      routerOptions: { maxParamLength: 128 },
      forceCloseConnections: false,
      return503OnClosing: false,
      // The gateway's server has the sockets; this one never listens.
      serverFactory: (handler) => createServer(handler),
      clientErrorHandler: () => undefined,
      frameworkErrors: (error, _request, reply) => {
        this.#fail(error, reply);
      },
    });
  }

  static async create(parts: ApiParts): Promise<ApiServer> {
    const server = new ApiServer(parts);
    server.#configure();
    await server.#app.ready();
    return server;
  }

  /** Answers a request. `local`: it came over the agent's own socket, and so from its administrator. */
  answer(request: IncomingMessage, response: ServerResponse, local: boolean): void {
    if (local) this.#local.add(request);
    this.#app.routing(request, response);
  }

  /** Lets no request in any more. Those under way are the caller's to end. */
  async close(): Promise<void> {
    this.#parts.events.close();
    await this.#app.close();
  }

  #configure(): void {
    const app = this.#app;
    app.setValidatorCompiler<Shape>(({ schema }) => (value: unknown) => {
      const { schema: shape } = schema;
      return { value: checked(shape, value ?? {}, (mistakes) => invalid(mistakes)) };
    });
    app.setErrorHandler((error, _request, reply) => {
      this.#fail(error, reply);
    });
    app.setNotFoundHandler((_request, reply) => {
      this.#fail(new RequestError('http.not_found', 404, 'there is nothing here'), reply);
    });
    app.addHook('onRequest', (request, reply, done) => {
      void reply.headers(securityHeaders);
      // A request that changes something for a page of another site gets no further, whatever it is.
      needSameSite(request.raw);
      done();
    });
    app.addHook('onResponse', (request, reply, done) => {
      this.#metrics.request(
        request.routeOptions.url ?? 'none',
        request.method,
        reply.statusCode,
        reply.elapsedTime,
      );
      done();
    });
    // A DELETE or a POST without anything to say often has a content type all the same.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
      parseJson(text.toString(), done);
    });
    for (const each of allRoutes) this.#add(each, `${prefix}${each.path}`);
    const metrics = allRoutes.find(({ path }) => path === '/metrics');
    if (metrics !== undefined) this.#add(metrics, metrics.path);
  }

  #add(route: AnyRoute, url: string): void {
    const visitors = new WeakMap<FastifyRequest, Visitor>();
    this.#app.route({
      method: route.method,
      url,
      bodyLimit: route.bodyLimit ?? defaultBodyLimit,
      schema: {
        ...(route.params === undefined ? {} : { params: new Shape(route.params) }),
        querystring: new Shape(route.query ?? emptyQuery),
        ...(route.body === undefined ? {} : { body: new Shape(route.body) }),
      },
      // Before the body is read: who may not even ask sends nothing that is looked at.
      onRequest: async (request) => {
        if (route.access === 'public') return;
        const visitor = await this.#visitor(request.raw, true);
        visitors.set(request, visitor);
        this.#mayAtAll(route, visitor);
      },
      preValidation: (request, _reply, done) => {
        withVersion(route, request);
        done();
      },
      handler: async (request, reply) => {
        const visitor = visitors.get(request);
        const call = this.#call(route, request, reply, visitor);
        if (visitor !== undefined && route.access !== 'public' && route.access !== 'signed_in') {
          const own =
            typeof route.own === 'function' ? await this.#isOwn(route, call) : route.own !== undefined;
          authorize(visitor.principal, route.access, own);
        }
        const result = await route.handle(call);
        if (result === takenOver) return reply;
        return send(reply, route, result);
      },
    });
  }

  /** Only asked where it matters: whoever may do it to all need not own anything. */
  async #isOwn(route: AnyRoute, call: Call<unknown, unknown, unknown>): Promise<boolean> {
    if (call.may === 'all' || typeof route.own !== 'function') return false;
    return route.own(call);
  }

  /** Refuses what no ownership would allow. */
  #mayAtAll(route: AnyRoute, { principal }: Visitor): void {
    if (route.access === 'public' || route.access === 'signed_in') return;
    authorize(principal, route.access, route.own !== undefined);
  }

  #permission({ access }: AnyRoute, visitor: Visitor | undefined): Permission {
    if (access === 'public' || access === 'signed_in' || visitor === undefined) return 'no';
    return permissionOf(visitor.principal, access);
  }

  #visitor(request: IncomingMessage, touch: boolean): Promise<Visitor> {
    const { fleet, config } = this.#parts;
    const tokenAwayMs = config.oidc === undefined ? undefined : config.oidc.tokenDays * 86_400_000;
    return authenticate(fleet.store, request, this.#local.has(request), { touch, tokenAwayMs });
  }

  #call(
    route: AnyRoute,
    request: FastifyRequest,
    reply: FastifyReply,
    visitor: Visitor | undefined,
  ): Call<unknown, unknown, unknown> {
    const address = request.raw.socket.remoteAddress ?? 'local';
    const known = (): Visitor => {
      if (visitor === undefined) throw new AccessError('session.unknown', 'sign in first');
      return visitor;
    };
    const may = this.#permission(route, visitor);
    return {
      params: request.params,
      query: request.query,
      body: request.body,
      get principal() {
        return known().principal;
      },
      get context() {
        return contextOf(known().principal);
      },
      may,
      address,
      userAgent: request.headers['user-agent'] ?? '',
      headers: request.headers,
      sessionToken: visitor?.sessionToken,
      parts: this.#parts,
      metrics: () => this.#metrics.text(),
      header: (name, value) => {
        void reply.header(name, value);
      },
      stillAllowed: async () => {
        try {
          const now = await this.#visitor(request.raw, false);
          this.#mayAtAll(route, now);
          // Another role may see other things: whoever has one now begins anew.
          return this.#permission(route, now) === may;
        } catch {
          return false;
        }
      },
      takeOver: () => {
        reply.hijack();
        for (const [name, value] of Object.entries(reply.getHeaders())) {
          if (value !== undefined) reply.raw.setHeader(name, value);
        }
        return reply.raw;
      },
    };
  }

  #fail(error: unknown, reply: FastifyReply): void {
    const { status, code, message, retryAfter, unexpected } = errorAnswer(error);
    if (unexpected) this.#parts.log.error('api.internal', { code, message: errorMessage(error) });
    if (retryAfter !== undefined) void reply.header('retry-after', String(Math.ceil(retryAfter)));
    if (status === 401) void reply.header('www-authenticate', 'Bearer');
    // What was not read of a body must not be taken for the next request.
    if (status === 413) void reply.header('connection', 'close');
    void reply.headers(securityHeaders).code(status).send({ code, message });
  }
}

function invalid(mistakes: readonly string[]): RequestError {
  const shown = mistakes.slice(0, 20).join('; ').slice(0, 4000).toWellFormed();
  return new RequestError('http.invalid', 400, shown);
}

function parseJson(text: string, done: (error: Error | null, value?: unknown) => void): void {
  if (text === '') {
    done(null, undefined);
    return;
  }
  try {
    done(null, JSON.parse(text) as unknown);
  } catch {
    done(new RequestError('http.bad_json', 400, 'the body is not JSON'));
  }
}

function send(reply: FastifyReply, { answer }: AnyRoute, result: unknown): unknown {
  switch (answer.kind) {
    case 'none':
    case 'page':
      return reply.code(204).send();
    case 'text':
      return reply.type(answer.type).send(result);
    case 'json': {
      const version = versionOf(result);
      if (version !== undefined) void reply.header('etag', `"${version}"`);
      return reply
        .code(answer.status ?? 200)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(result));
    }
  }
}

function versionOf(result: unknown): number | undefined {
  if (typeof result !== 'object' || result === null || !('version' in result)) return undefined;
  return typeof result.version === 'number' ? result.version : undefined;
}
