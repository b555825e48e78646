import { z } from 'zod';
import { newsletterNamed } from '../../../press/newsletter/find-newsletter.ts';
import { done, type Route, route } from '../route.ts';
import { ContentFault, Cursor, cursorOf, faultJson, Limit, NewsletterId, nothing, page, readCursor } from '../schemas.ts';

const Kept = z.strictObject({ file: z.string(), warnings: z.array(ContentFault) }).meta({ id: 'ArticleKept' });

export const articleRoutes: readonly Route[] = [
  route({
    method: 'put',
    path: '/articles/{name}',
    tag: 'articles',
    name: 'putArticle',
    summary: 'Keep an article file; one of the same name is replaced',
    scope: 'articles:write',
    params: z.strictObject({
      name: z
        .string()
        .regex(/^[a-z0-9][a-z0-9_-]{0,120}$/, 'must be a plain file name without its ending, as in "2026-11-21-harbour"')
        .describe('of the file, without its ending'),
    }),
    query: nothing,
    body: z.strictObject({
      text: z.string().min(1).max(900_000).describe('the whole file: front matter and body, as docs/articles.md has it'),
    }),
    answers: { 200: { words: 'It was replaced', schema: Kept }, 201: { words: 'It is new', schema: Kept } },
    act: async (source, { params, body }) => {
      const put = await source.putArticle(params.name, body.text);
      if (put.kind === 'kept') return done({ file: put.file, warnings: put.faults.map(faultJson) }, put.created ? 201 : 200);
      const faults = put.faults.map(({ line, field, found, advice }) => ({
        at: ['body.text', line === null ? null : `line ${line}`, field].filter((one) => one !== null).join(', '),
        message: `${found}; ${advice}`,
      }));
      return { status: 422, body: { code: 'article-unusable', title: 'The article has faults and was not kept', faults } };
    },
  }),
  route({
    method: 'get',
    path: '/faults',
    tag: 'articles',
    name: 'listFaults',
    summary: 'What is wrong with content files, as `courant check` says',
    scope: 'articles:read',
    params: nothing,
    query: z.strictObject({
      newsletter: NewsletterId.optional(),
      severity: z.enum(['error', 'warning']).optional(),
      limit: Limit,
      cursor: Cursor,
    }),
    body: null,
    answers: { 200: { words: 'A page of them', schema: page(ContentFault) } },
    act: async (source, { query }) => {
      if (query.newsletter !== undefined) newsletterNamed(source.newsletters(), query.newsletter);
      const { faults } = await source.desk.content(query.newsletter);
      const wanted = faults.filter(({ severity }) => query.severity === undefined || severity === query.severity);
      const from = readCursor(query.cursor) ?? 0;
      const until = from + query.limit;
      return done({ items: wanted.slice(from, until).map(faultJson), next: until < wanted.length ? cursorOf(until) : null });
    },
  }),
];
