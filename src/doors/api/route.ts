import type { z } from 'zod';
import type { Scope } from '../../press/ports/watch/key-store.ts';
import type { ApiSource, Caller } from './api-source.ts';
import type { Problem } from './problem.ts';

type Shape = z.ZodObject;

/** What one path answers, as a value: routes, checks, document and tests all follow from it. */
export type Route = {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** `/readers/{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly name: string;
  readonly summary: string;
  readonly scope: Scope;
  readonly params: Shape;
  readonly query: Shape;
  readonly body: Shape | null;
  /** What comes when it is done, by its status. */
  readonly answers: Readonly<Record<number, { readonly words: string; readonly schema: z.ZodType }>>;
  /** Statuses of problems beside those any path has, with what they mean here. */
  readonly problems: Readonly<Partial<Record<Problem['status'], string>>>;
  readonly act: (
    source: ApiSource,
    given: { readonly params: never; readonly query: never; readonly body: never },
    caller: Caller,
  ) => Promise<Answer>;
};

export type Answer = { readonly status: number; readonly body: unknown };

type Written<Params extends Shape, Query extends Shape, Body extends Shape> = Omit<
  Route,
  'params' | 'query' | 'body' | 'act' | 'problems'
> & {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body | null;
  readonly problems?: Route['problems'];
  readonly act: (
    source: ApiSource,
    given: { readonly params: z.infer<Params>; readonly query: z.infer<Query>; readonly body: z.infer<Body> },
    caller: Caller,
  ) => Promise<Answer>;
};

/** A route whose act is given just what its schemas let through. */
export const route = <Params extends Shape, Query extends Shape, Body extends Shape>(written: Written<Params, Query, Body>): Route => ({
  problems: {},
  ...written,
  act: written.act as Route['act'],
});

export const done = (body: unknown, status = 200): Answer => ({ status, body });
