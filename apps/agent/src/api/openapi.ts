/** The API's description (OpenAPI 3.1), made of the routes and of the very schemas that check what comes in. */
import { toJsonSchema } from '@valibot/to-json-schema';
import { errorAnswer } from '@farport/fleet';
import type * as v from 'valibot';
import { csrfHeader, sessionCookie } from './authentication.ts';
import { prefix } from './server-paths.ts';
import type { AnyRoute } from './route.ts';

type Json = Record<string, unknown>;

/**
 * A schema as JSON Schema 2020-12. What cannot be said there (that a pattern of a filter can be read, say) is left out: the
 * description is never stricter than the check.
 */
export function jsonSchemaOf(schema: v.GenericSchema): Json {
  const { $schema: _, ...rest } = toJsonSchema(schema, { target: 'draft-2020-12', errorMode: 'ignore' });
  return rest;
}

export function openApiDocument(routes: readonly AnyRoute[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = `${prefix}${route.path.replaceAll(/:([a-zA-Z]+)/g, '{$1}')}`;
    (paths[path] ??= {})[route.method.toLowerCase()] = operationOf(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Farport agent', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      schemas: { Error: jsonSchemaOf(errorAnswer) },
      responses: {
        Error: {
          description: 'What is wrong: a stable code, and words for a person.',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
        },
      },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: sessionCookie,
          description: `With whatever changes something goes the session's csrfToken as ${csrfHeader}.`,
        },
        token: { type: 'http', scheme: 'bearer', description: 'An API token (fpt_…).' },
      },
    },
  };
}

function operationOf(route: AnyRoute): Json {
  const parameters = [
    ...parametersOf('path', route.params),
    ...parametersOf('query', route.query),
    ...(route.versioned === undefined
      ? []
      : [{ name: 'If-Match', in: 'header', required: false, schema: { type: 'string' } }]),
  ];
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [route.tag],
    ...(route.access === 'public'
      ? { security: [] }
      : { security: [{ session: [] }, { token: [] }], 'x-farport-operation': route.access }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: bodyOf(route, route.body) } },
          },
        }),
    responses: { ...answerOf(route), default: { $ref: '#/components/responses/Error' } },
  };
}

/** The version may come in If-Match instead: then the body need not have it. */
function bodyOf(route: AnyRoute, schema: v.GenericSchema): Json {
  const body = jsonSchemaOf(schema);
  const { required } = body;
  if (route.versioned !== 'body' || !Array.isArray(required)) return body;
  return { ...body, required: required.filter((name) => name !== 'version') };
}

function answerOf({ answer }: AnyRoute): Json {
  switch (answer.kind) {
    case 'none':
      return { '204': { description: 'Done.' } };
    case 'page':
      return { '303': { description: 'Elsewhere.' } };
    case 'text':
      return {
        '200': {
          description: 'Text.',
          content: { [answer.type.split(';')[0] ?? '']: { schema: { type: 'string' } } },
        },
      };
    case 'json':
      return {
        [String(answer.status ?? 200)]: {
          description: 'Done.',
          content: { 'application/json': { schema: jsonSchemaOf(answer.schema) } },
        },
      };
  }
}

function parametersOf(place: 'path' | 'query', schema: v.GenericSchema | undefined): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = jsonSchemaOf(schema) as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: shape,
  }));
}

/** "get /vms/:id/grants" is getVmsGrants, unique by the paths we have; a test holds that. */
function operationId({ method, path }: AnyRoute): string {
  const words = path
    .split('/')
    .filter((part) => part !== '')
    .map((part) => (part.startsWith(':') ? `by-${part.slice(1)}` : part))
    .join('-')
    .split(/[-.]/);
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}
