/**
 * Writes down the API's routes as TypeScript types, for the console: made of the API's own description, so that a page
 * cannot ask for what is not there. `--check` only says whether the file is current. Writes that one file.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openApiDocument } from './openapi.ts';
import { allRoutes } from './routes/index.ts';
import { prefix } from './server-paths.ts';

const target = fileURLToPath(new URL('../../../console/src/api/generated.ts', import.meta.url));

type Json = Readonly<Record<string, unknown>>;

/** A JSON Schema (of those that valibot makes) as a type. */
export function typeOf(schema: Json): string {
  if ('const' in schema) return JSON.stringify(schema['const']);
  if (Array.isArray(schema['enum'])) return schema['enum'].map((item) => JSON.stringify(item)).join(' | ');
  for (const key of ['anyOf', 'oneOf'] as const) {
    const options = schema[key];
    if (Array.isArray(options)) return options.map((option) => typeOf(option as Json)).join(' | ');
  }
  switch (schema['type']) {
    case 'null':
    case 'boolean':
    case 'string':
      return schema['type'];
    case 'number':
    case 'integer':
      return 'number';
    case 'array':
      return `readonly (${typeOf((schema['items'] ?? {}) as Json)})[]`;
    case 'object':
      return objectType(schema);
    default:
      return 'unknown';
  }
}

function objectType({ properties = {}, required = [], additionalProperties }: Json): string {
  const named = Object.entries(properties as Record<string, Json>).map(([name, schema]) => {
    const optional = (required as readonly string[]).includes(name) ? '' : '?';
    return `readonly ${name}${optional}: ${typeOf(schema)}${optional === '' ? '' : ' | undefined'}`;
  });
  if (named.length > 0) return `{ ${named.join('; ')} }`;
  const value =
    typeof additionalProperties === 'object' ? typeOf((additionalProperties ?? {}) as Json) : 'unknown';
  return `Readonly<Record<string, ${value}>>`;
}

interface Operation {
  readonly parameters?: readonly { name: string; in: string; required: boolean; schema: Json }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Json }> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Record<string, { readonly schema: Json }> }>
  >;
}

function parametersType({ parameters = [] }: Operation, place: string): string {
  const here = parameters.filter((parameter) => parameter.in === place);
  if (here.length === 0) return 'undefined';
  const entries = here.map(({ name, required, schema }) => {
    // Numbers may come as text, as they do in a URL: a page has them as what they are.
    const type = /^(?:number \| string|string \| number)$/.test(typeOf(schema)) ? 'number' : typeOf(schema);
    return `readonly ${name}${required ? '' : '?'}: ${type}${required ? '' : ' | undefined'}`;
  });
  return `{ ${entries.join('; ')} }`;
}

function answerType({ responses }: Operation): string {
  const [status, answer] = Object.entries(responses).find(([name]) => name !== 'default') ?? [];
  if (status === '204') return 'undefined';
  const [type, content] = Object.entries(answer?.content ?? {})[0] ?? [];
  return type === 'application/json' ? typeOf(content?.schema ?? {}) : 'string';
}

/** The file's text. */
export function consoleTypes(): string {
  const { paths } = openApiDocument(allRoutes, '') as { paths: Record<string, Record<string, Operation>> };
  const lines = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const name = `${method.toUpperCase()} ${path.slice(prefix.length)}`;
      const body = operation.requestBody?.content['application/json']?.schema;
      return `  '${name}': {
    params: ${parametersType(operation, 'path')};
    query: ${parametersType(operation, 'query')};
    body: ${body === undefined ? 'undefined' : typeOf(body)};
    answer: ${answerType(operation)};
  };`;
    }),
  );
  return `// Made by apps/agent/src/api/console-types.ts of the API's description. Do not edit: run "npm run api-types".
export interface Routes {
${lines.join('\n')}
}
`;
}

if (import.meta.main) {
  const text = consoleTypes();
  if (!process.argv.includes('--check')) writeFileSync(target, text);
  else if (readFileSync(target, 'utf8') !== text) {
    process.stderr.write('apps/console/src/api/generated.ts is not current: run "npm run api-types"\n');
    process.exitCode = 1;
  }
}
