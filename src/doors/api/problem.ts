import type { Context } from 'hono';
import type { BodyFault } from '../requests/bounded-body.ts';

/** Articles are the largest thing a program puts here. */
export const largestBody = 1_000_000;

/** One thing that is wrong with a request: where (`body.topics.0`, `query.limit`), and in what words. */
export type RequestFault = { readonly at: string; readonly message: string };

export type Problem = {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503;
  /** Literal and stable. */
  readonly code: string;
  readonly title: string;
  readonly detail?: string | undefined;
  /** What to do. */
  readonly help?: string | undefined;
  readonly faults?: readonly RequestFault[];
};

/** RFC 9457. `type` names the problem and leads nowhere: what a program branches on is `code`. */
export function problem(c: Context, { status, ...rest }: Problem): Response {
  return c.body(JSON.stringify(problemBody({ status, ...rest })), status, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
  });
}

export const problemBody = ({ status, code, title, detail, help, faults }: Problem) => ({
  type: `urn:courant:problem:${code}`,
  status,
  code,
  title,
  ...(detail === undefined ? {} : { detail }),
  ...(help === undefined ? {} : { help }),
  ...(faults === undefined ? {} : { faults }),
});

export const tooLarge = (c: Context, fault: BodyFault): Response =>
  fault === 'too-large'
    ? problem(c, { status: 413, code: 'too-large', title: 'This is too large', detail: `At most ${largestBody} bytes are taken.` })
    : problem(c, { status: 400, code: 'unreadable', title: 'This request ended before it was whole' });
