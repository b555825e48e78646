/** Who is at the desk: sessions signed into cookies, a token in every form, and a limit on guesses. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { first, formOf } from '../../requests/form-fields.ts';
import { peerOf } from './desk-guard.ts';

export type Role = 'editor' | 'viewer';

/** `token` stands in every form of this visitor's pages and is asked for by every POST. */
export type Visitor = { readonly role: Role; readonly name: string; readonly token: string };
export type DeskEnv = { Variables: { visitor: Visitor } };

export type Access = {
  /** `null`: no login; whoever reaches the desk is an editor (then only this machine does). */
  readonly password: string | null;
  readonly viewerPassword: string | null;
  /** Signs sessions: at least 32 bytes. A change of it, or of a password, ends all sessions. */
  readonly secret: Uint8Array;
  /** Name of an editor who has not said theirs. */
  readonly name: string;
};

const cookieName = 'courant-desk';
const sessionMs = 12 * 3_600_000;
const Session = z.strictObject({ id: z.string(), role: z.enum(['editor', 'viewer']), name: z.string(), until: z.number() });
type Session = z.infer<typeof Session>;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
/** Takes as long whatever is wrong with the guess. */
const same = (guess: string, right: string): boolean => timingSafeEqual(digest(guess), digest(right));

export type Gate = {
  /** Lets in whom the access lets in; everyone else is shown the login, or refused when nobody could see it. */
  readonly admit: MiddlewareHandler<DeskEnv>;
  /** `null`: wrong. `wait`: too many guesses, seconds to wait. */
  readonly login: (c: Context, password: string, name: string) => Role | null | { readonly wait: number };
  readonly rename: (c: Context<DeskEnv>, name: string) => void;
  readonly logout: (c: Context) => void;
};

export function deskGate(access: Access, now: () => Date): Gate {
  const key = createHmac('sha256', access.secret)
    .update(`desk sessions ${access.password ?? ''}\n${access.viewerPassword ?? ''}`)
    .digest();
  const mac = (text: string): string => createHmac('sha256', key).update(text).digest('base64url');
  const visitorOf = ({ id, role, name }: Session): Visitor => ({ role, name, token: mac(`form ${id}`) });
  const keep = (c: Context, session: Omit<Session, 'until'>): Session => {
    const whole = { ...session, until: now().getTime() + sessionMs };
    const text = Buffer.from(JSON.stringify(whole)).toString('base64url');
    const secure = new URL(c.req.url).protocol === 'https:';
    setCookie(c, cookieName, `${text}.${mac(text)}`, { path: '/', httpOnly: true, sameSite: 'Strict', secure, maxAge: sessionMs / 1000 });
    return whole;
  };
  const sessionOf = (c: Context): Session | null => {
    const [text = '', signature = ''] = (getCookie(c, cookieName) ?? '').split('.');
    if (text === '' || !same(signature, mac(text))) return null;
    const session = Session.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return session.until > now().getTime() ? session : null;
  };
  const guesses = guessLimit(now);
  return {
    admit: async (c, next) => {
      const known = sessionOf(c);
      const session =
        known ??
        (access.password === null ? keep(c, { id: randomBytes(18).toString('base64url'), role: 'editor', name: access.name }) : null);
      if (!session)
        return c.req.method === 'GET'
          ? c.redirect(`/login?to=${encodeURIComponent(pathOf(c))}`, 303)
          : c.text('Please log in again.\n', 401);
      c.set('visitor', visitorOf(session));
      return next();
    },
    login(c, password, name) {
      const peer = peerOf(c) ?? 'here';
      const wait = guesses.wait(peer);
      if (wait > 0) return { wait };
      const editor = access.password !== null && same(password, access.password);
      const viewer = access.viewerPassword !== null && same(password, access.viewerPassword);
      const role = editor ? 'editor' : viewer ? 'viewer' : null;
      if (role === null) guesses.wrong(peer);
      else keep(c, { id: randomBytes(18).toString('base64url'), role, name: name.trim().slice(0, 60) || access.name });
      return role;
    },
    rename(c, name) {
      const session = sessionOf(c);
      if (session) keep(c, { id: session.id, role: session.role, name: name.trim().slice(0, 60) || access.name });
    },
    logout: (c) => setCookie(c, cookieName, '', { path: '/', httpOnly: true, sameSite: 'Strict', maxAge: 0 }),
  };
}

const pathOf = (c: Context): string => {
  const { pathname, search } = new URL(c.req.url);
  return pathname + search;
};

/** Where to go after the login: a path of the desk, whatever the address says. */
export const localPath = (text: string | undefined): string =>
  text && /^\/(?![/\\])/.test(text) && !/[\u0000-\u001f\\]/.test(text) ? text : '/';

const freeGuesses = 5;
const guessWindowMs = 60_000;
const guessersRemembered = 10_000;

/** Five wrong guesses a minute from one address, fifty from all together. */
function guessLimit(now: () => Date) {
  const wrong = new Map<string, number[]>();
  let all: number[] = [];
  const fresh = (times: readonly number[]) => times.filter((time) => time > now().getTime() - guessWindowMs);
  const until = (times: readonly number[], free: number) =>
    times.length < free ? 0 : Math.ceil(((times[times.length - free] ?? 0) + guessWindowMs - now().getTime()) / 1000);
  return {
    wait: (peer: string) => Math.max(until(fresh(wrong.get(peer) ?? []), freeGuesses), until(fresh(all), 10 * freeGuesses)),
    wrong(peer: string) {
      if (wrong.size >= guessersRemembered) wrong.clear();
      wrong.set(peer, [...fresh(wrong.get(peer) ?? []), now().getTime()]);
      all = [...fresh(all), now().getTime()];
    },
  };
}

/** What concerns nobody but the visitor: viewers may do it, too. */
const ownAffairs = new Set(['/login', '/logout', '/name']);
const fetchSites = new Set(['same-origin', 'none']);

/**
 * Every POST must come from a page of this desk: by the browser's own word (Sec-Fetch-Site, Origin) and by the token in
 * its form. Viewers change nothing.
 */
export const onlyOwnForms: MiddlewareHandler<DeskEnv> = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
  const refused = foreign(c);
  if (refused) return c.text(`${refused}\n`, 403);
  const visitor = c.get('visitor') as Visitor | undefined;
  if (visitor) {
    if (!same(first(await formOf(c), 'token'), visitor.token)) {
      return c.text('This form is out of date. Go back, load the page again and repeat.\n', 403);
    }
    if (visitor.role === 'viewer' && !ownAffairs.has(c.req.path)) return c.text('You are logged in to look, not to change.\n', 403);
  }
  return next();
};

function foreign(c: Context): string | null {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && !fetchSites.has(site)) return 'This request comes from another site.';
  const origin = c.req.header('origin');
  if (origin === undefined) return null;
  const host = c.req.header('host') ?? '';
  return URL.canParse(origin) && new URL(origin).host.toLowerCase() === host.toLowerCase() ? null : 'This request comes from another site.';
}
