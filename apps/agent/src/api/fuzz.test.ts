/**
 * The API by its own description: whatever fits it, nearly fits it or does not fit at all is answered in the documented
 * shape and never with a fault of ours. FARPORT_FUZZ_RUNS sets how many requests each operation gets.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { ApiUnderTest } from '../testing/api-under-test.ts';
import type { ApiAnswer } from '../testing/api-caller.ts';
import { fitting, unfitting } from '../testing/from-json-schema.ts';
import { openApiDocument } from './openapi.ts';
import { prefix } from './server-paths.ts';
import { allRoutes } from './routes/index.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: unknown;
}
interface Media {
  readonly content?: Readonly<Record<string, { readonly schema: unknown }>>;
}
interface Described {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Media;
  readonly responses: Readonly<Record<string, Media>>;
}

const runs = Number(process.env['FARPORT_FUZZ_RUNS'] ?? 25);
const document = openApiDocument(allRoutes, 'test') as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: { readonly Error: object } };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({
    path,
    method: method.toUpperCase(),
    ...described,
  })),
);
const ajv = new Ajv2020({ strict: false, formats: {} });
const isError = ajv.compile(document.components.schemas.Error);

describe('the description of the API', () => {
  it('is OpenAPI 3.1 with a name of its own for each operation', () => {
    assert.equal((document as { openapi?: string }).openapi, '3.1.0');
    const ids = operations.map(({ operationId }) => operationId);
    assert.equal(new Set(ids).size, ids.length, ids.sort().join(' '));
    assert.equal(operations.length, allRoutes.length);
  });

  it('says of every body what it is', () => {
    for (const { operationId, requestBody } of operations) {
      if (requestBody === undefined) continue;
      assert.equal((schemaOf(requestBody) as { type?: string }).type, 'object', operationId);
    }
  });
});

describe('the API under nonsense', () => {
  let test: ApiUnderTest;
  before(async () => {
    test = await ApiUnderTest.start({ vms: '' });
  });
  after(() => test[Symbol.asyncDispose]());

  /** Ids that are there, beside those that are not. */
  const ids = (): string[] => {
    const { alice, bob, reception, stick, desktop, of } = test.fleet;
    return [alice, bob, reception, stick, desktop, of.user.user].map(({ id }) => id);
  };

  for (const operation of operations) {
    // A stream has no end to wait for, and a database is read whole each time.
    if (operation.operationId === 'getEvents') continue;
    it(`${operation.method} ${operation.path}`, async () => {
      const parameters = operation.parameters ?? [];
      const of = (place: Parameter['in']): Parameter[] => parameters.filter((each) => each.in === place);
      const body = schemaOf(operation.requestBody);
      const answerOf = documented(operation);
      const request = fc.record({
        path: fc.tuple(
          ...of('path').map(({ schema }) =>
            fc.oneof(fitting(schema), fc.constantFrom(...ids()), fc.string({ minLength: 1, maxLength: 200 })),
          ),
        ),
        query: fc.record(
          Object.fromEntries(
            of('query').map(({ name, schema }) => [name, fc.oneof(fitting(schema), fc.string())]),
          ),
          { requiredKeys: [] },
        ),
        ifMatch: fc.constantFrom(undefined, '"1"', '7', 'rubbish'),
        body:
          body === undefined
            ? fc.constant(undefined)
            : fc.oneof(withIds(fitting(body), ids()), unfitting(body)),
        raw: fc.constantFrom(
          undefined,
          undefined,
          undefined,
          undefined,
          '',
          '{',
          '"',
          '[1,',
          'nul',
          '\u0000',
        ),
        type: fc.constantFrom('application/json', 'application/json', 'application/json', 'text/plain'),
      });
      await fc.assert(
        fc.asyncProperty(request, async ({ path, query, ifMatch, body: sent, raw, type }) => {
          let n = 0;
          const filled = operation.path
            .slice(prefix.length)
            .replaceAll(/\{[^}]+\}/g, () => encodeURIComponent(wellFormed(path[n++])));
          const asked = new URLSearchParams(
            Object.fromEntries(Object.entries(query).map(([key, value]) => [key, wellFormed(value)])),
          ).toString();
          const hasBody = operation.method !== 'GET' && (sent !== undefined || raw !== undefined);
          const answer = await test.api.ask(
            { token: test.fleet.of.administrator.token },
            operation.method,
            asked === '' ? filled : `${filled}?${asked}`,
            {
              ...(hasBody ? { raw: raw ?? JSON.stringify(sent) } : {}),
              headers: {
                ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
                ...(hasBody ? { 'content-type': type } : {}),
              },
            },
          );
          check(answer, answerOf);
        }),
        { numRuns: runs },
      );
    });
  }

  it('has not hurt the agent', async () => {
    const verdict = await test.api.ask({ token: test.fleet.of.auditor.token }, 'POST', '/audit/verify', {
      body: {},
    });
    assert.partialDeepStrictEqual(verdict.json, { ok: true });
    const faults = test.agent.log.filter(({ event }) => event === 'api.internal');
    assert.deepEqual(faults, []);
  });
});

function check(answer: ApiAnswer, documented: ReadonlyMap<number, ValidateFunction | undefined>): void {
  assert.ok(answer.status < 500, `${answer.status} ${answer.text}`);
  if (answer.status >= 400) {
    assert.ok(isError(answer.json), `no documented error: ${answer.status} ${answer.text.slice(0, 500)}`);
    assert.notEqual((answer.json as { message: string }).message, '');
    return;
  }
  assert.ok(documented.has(answer.status), `status ${answer.status} is not documented`);
  const validate = documented.get(answer.status);
  if (validate === undefined) return;
  assert.ok(validate(answer.json), `${ajv.errorsText(validate.errors)}: ${answer.text.slice(0, 500)}`);
}

function documented({ responses }: Described): ReadonlyMap<number, ValidateFunction | undefined> {
  return new Map(
    Object.entries(responses)
      .filter(([status]) => status !== 'default')
      .map(([status, media]) => {
        const schema = media.content?.['application/json']?.schema;
        return [Number(status), schema === undefined ? undefined : ajv.compile(schema as object)];
      }),
  );
}

function schemaOf(media: Media | undefined): unknown {
  return media?.content?.['application/json']?.schema;
}

/** Puts ids that are there where ids belong, so that more than "not found" is tried. */
function withIds(values: fc.Arbitrary<unknown>, known: readonly string[]): fc.Arbitrary<unknown> {
  return fc.tuple(values, fc.infiniteStream(fc.constantFrom(...known))).map(([value, stream]) => {
    const replace = (part: unknown): unknown => {
      if (Array.isArray(part)) return part.map(replace);
      if (typeof part !== 'object' || part === null) return part;
      return Object.fromEntries(
        Object.entries(part).map(([key, inner]) => [
          key,
          key.endsWith('Id') && typeof inner === 'string' ? String(stream.next().value) : replace(inner),
        ]),
      );
    };
    return replace(value);
  });
}

function wellFormed(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed();
}
