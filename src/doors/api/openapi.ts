import { z } from 'zod';
import { webhookEvents } from '../../press/newsletter/watch-settings.ts';
import { scopes } from '../../press/ports/watch/key-store.ts';
import type { Route } from './route.ts';

type Json = Readonly<Record<string, unknown>>;

export type Operation = {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly description?: string;
    readonly schema: Json;
  }[];
  readonly requestBody?: { readonly required: boolean; readonly content: Readonly<Record<string, { readonly schema: Json }>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, { readonly schema: Json }>> }>
  >;
};

export type OpenApi = Json & {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
};

const ProblemJson = z
  .object({
    type: z.string(),
    status: z.int(),
    code: z.string().describe('literal and stable: what a program branches on'),
    title: z.string(),
    detail: z.string().optional(),
    help: z.string().optional().describe('what to do'),
    faults: z
      .array(z.object({ at: z.string(), message: z.string() }))
      .optional()
      .describe('all that is wrong with the request, at once'),
  })
  .meta({ id: 'Problem' });

/** What any path may answer besides. */
const always: Readonly<Record<number, string>> = {
  400: 'The body is no JSON, or the Idempotency-Key cannot be used',
  401: 'No key in force was shown',
  403: 'The key lacks the scope',
  404: 'There is no such thing',
  409: 'Not as things stand',
  413: 'Too large',
  415: 'The body must be JSON',
  422: 'The request has faults: all of them at once in `faults`',
  429: 'Too many requests; Retry-After says how many seconds to wait',
  503: 'Not now: the store is away or the config is broken',
};

/** The OpenAPI 3.1 document of these routes: the very schemas requests are checked with. */
export function openApi(routes: readonly Route[], { version, baseUrl }: { readonly version: string; readonly baseUrl: string }): OpenApi {
  const schemas: Record<string, Json> = {};
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
    const {
      $schema: _,
      $defs = {},
      id: __,
      ...json
    } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json & { $defs?: Record<string, Json> };
    for (const [name, part] of Object.entries($defs)) schemas[name] = pointed(withoutId(part)) as Json;
    const name = schema.meta()?.id;
    if (typeof name !== 'string') return pointed(json) as Json;
    schemas[name] = pointed(json) as Json;
    return { $ref: `#/components/schemas/${name}` };
  };
  const paths: Record<string, Record<string, Operation>> = {};
  const problemSchema = schemaOf(ProblemJson, 'output');
  for (const route of routes) {
    const own = operationOf(route, schemaOf, problemSchema);
    paths[route.path] = { ...paths[route.path], [route.method]: own };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Courant', version, description: about },
    servers: [{ url: `${baseUrl}/api/v1` }],
    security: [{ key: [] }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    webhooks: Object.fromEntries(webhookEvents.map((event) => [event, webhookOf(event)])),
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: `courant keys create --scope ... Scopes: ${scopes.join(', ')}.` },
      },
      schemas,
    },
  } as OpenApi;
}

const about = [
  'Programs do here what people do at the desk and on the command line, by the same rules.',
  'Every request shows a key: `Authorization: Bearer ck_...`, made by `courant keys create --scope readers:write`. Times are UTC.',
  'Lists come in pages: `next` of an answer is the `cursor` of the next request. A POST or PUT with `Idempotency-Key` is done once, however often it comes within a day.',
  'Problems are `application/problem+json` (RFC 9457); a program branches on `code`.',
].join('\n\n');

type SchemaOf = (schema: z.ZodType, io: 'input' | 'output') => Json;

function operationOf(route: Route, schemaOf: SchemaOf, problemSchema: Json): Operation {
  const { name, summary, tag, scope, params, query, body, answers, problems, method } = route;
  const parameters = [...parametersOf(params, 'path', schemaOf), ...parametersOf(query, 'query', schemaOf)];
  const repeatable = { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 200 } };
  const content = (schema: Json) => ({ 'application/json': { schema } });
  const told: Record<number, string> = { ...always, ...(problems as Record<number, string>) };
  if (body === null) for (const status of [400, 413, 415]) delete told[status];
  return {
    operationId: name,
    summary,
    description: `Needs the scope \`${scope}\`.`,
    tags: [tag],
    parameters: method === 'get' ? parameters : [...parameters, repeatable],
    ...(body === null ? {} : { requestBody: { required: true, content: content(schemaOf(body, 'input')) } }),
    responses: Object.fromEntries([
      ...Object.entries(answers).map(([status, { words, schema }]) => [
        status,
        { description: words, content: content(schemaOf(schema, 'output')) },
      ]),
      ...Object.entries(told).map(([status, description]) => [
        status,
        { description, content: { 'application/problem+json': { schema: problemSchema } } },
      ]),
    ]),
  };
}

function parametersOf(shape: z.ZodObject, where: 'path' | 'query', schemaOf: SchemaOf): Operation['parameters'] {
  const { properties = {}, required = [] } = schemaOf(shape, 'input') as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(typeof description === 'string' ? { description } : {}),
    // A number written in an address is text to the schema that reads it.
    schema: Object.keys(schema).length === 0 ? { type: 'integer' } : schema,
  }));
}

const webhookOf = (event: string): Json => ({
  post: {
    operationId: `webhook ${event}`,
    summary: `Posted to the addresses under \`webhooks\` in the config that want ${event}`,
    description: 'Signed as Standard Webhooks say: webhook-id, webhook-timestamp, webhook-signature. Any answer of 200 to 299 takes it.',
    security: [],
    requestBody: {
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['type', 'timestamp', 'data'],
            properties: { type: { const: event }, timestamp: { type: 'string', format: 'date-time' }, data: { type: 'object' } },
          },
        },
      },
    },
    responses: { '2XX': { description: 'Taken' } },
  },
});

const withoutId = ({ id: _, ...rest }: Json): Json => rest;

/** Parts are told in `components`. */
function pointed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      name === '$ref' && typeof part === 'string' ? part.replace('#/$defs/', '#/components/schemas/') : pointed(part),
    ]),
  );
}
