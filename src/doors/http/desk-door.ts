import { type Context, Hono } from 'hono';
import { CourantError } from '../../errors/courant-error.ts';
import { largestBody, problem, tooLarge } from '../api/problem.ts';
import { deskHeaders, formsAndFiles, onlyPagesAndForms } from '../desk/access/desk-guard.ts';
import { noticePage } from '../desk/frame/notice-page.tsx';
import { boundedBody } from '../requests/bounded-body.ts';

type Forward = (request: Request, env: unknown) => Promise<Response>;

/** The desk as seen from the process that has the port: requests are passed on whole; who may see what, the desk itself decides. */
export function deskDoor(forward: Forward): Hono {
  const door = new Hono();
  door.use(deskHeaders(), onlyPagesAndForms, formsAndFiles());
  door.all('*', (c) => forward(c.req.raw, c.env));
  door.onError(absent);
  return door;
}

/** The API, which the desk's process answers too: what it plans and composes keeps no reader waiting. */
export function apiDoor(forward: Forward): Hono {
  const door = new Hono();
  door.use(boundedBody(largestBody, tooLarge));
  door.all('*', (c) => forward(c.req.raw, c.env));
  door.onError((error, c) => {
    if (!(error instanceof CourantError)) throw error;
    return problem(c, { status: 503, code: error.code, title: 'The API is being started again', detail: error.message });
  });
  return door;
}

function absent(error: unknown, c: Context): Response | Promise<Response> {
  if (!(error instanceof CourantError)) throw error;
  const page = noticePage({
    title: 'The desk is being started again',
    words: `${error.message} ${error.help ?? ''}`,
    links: [{ text: 'Open the overview', href: '/' }],
  });
  return c.html(page, 503, { 'Retry-After': '5', 'Cache-Control': 'no-store' });
}
