/** Who is at the desk: sessions signed into cookies, a token in every form, and a limit on guesses. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { neutralText } from '../../../composition/text/neutral-text.ts';
import { logIn, type Passwords } from '../../../press/people/accounts.ts';
import type { DeskLetters } from '../../../press/people/desk-letters.ts';
import type { PasskeyTools } from '../../../press/people/passkeys.ts';
import type { DeskAccount } from '../../../press/ports/people/desk-accounts.ts';
import type { PasskeyCeremonies } from '../../../press/ports/people/passkeys.ts';
import { type Role, roles } from '../../../press/ports/people/roles.ts';
import type { SignOn } from '../../../press/ports/people/sign-on.ts';
import type { DeskSessionStore } from '../../../press/ports/store/approvals.ts';
import { clientOf } from '../../requests/client-address.ts';
import { type Guesser, guessLimit } from './guess-limit.ts';

/** `token` stands in every form of this visitor's pages and is asked for by every POST. */
export type Visitor = {
  readonly role: Role;
  readonly name: string;
  readonly token: string;
  /** Id of their account; `null`: they came by a shared password, or by sitting at this machine. */
  readonly account: number | null;
  /** Of this very session, in the list of those open. */
  readonly session: string;
};
export type DeskEnv = { Variables: { visitor: Visitor } };

export type Access = {
  /** `null`: no login; whoever reaches the desk is an editor (then only this machine does). */
  readonly password: string | null;
  readonly viewerPassword: string | null;
  /** Signs sessions: at least 32 bytes. A change of it, or of a password, ends all sessions. */
  readonly secret: Uint8Array;
  /** Name of an editor who has not said theirs. */
  readonly name: string;
  /** Where it is kept who has logged out. */
  readonly sessions: DeskSessionStore;
  /** A proxy in front tells clients' addresses and whether they came by TLS. */
  readonly trustProxy: boolean;
  /** Where people reach the desk: mails to them lead there, and under its name an https one is reached by TLS. */
  readonly baseUrl: string;
  /** People with accounts; left out, there are none. Once one of them is an admin, nobody comes in by a shared password any more. */
  readonly people?: DeskPeople;
};

export type DeskPeople = {
  readonly store: PasskeyTools['store'];
  readonly passwords: Passwords;
  /** Mail to them; left out, nobody is written to. */
  readonly letters?: DeskLetters;
  /** Left out, nobody logs in by a passkey. */
  readonly ceremonies?: PasskeyCeremonies;
  /** Left out, no provider of identities is asked. */
  readonly signOn?: SignOn;
};

const cookieName = 'courant-desk';
const sessionMs = 12 * 3_600_000;
/** Tells a browser that has logged in before from a stranger's; it opens nothing. */
const knownName = 'courant-desk-known';
const knownMs = 90 * 86_400_000;
/** What a login at a provider carries along; signed like the others, and worth nothing without the provider's answer. */
const journeyName = 'courant-desk-journey';
const journeyMs = 10 * 60_000;
const Session = z.strictObject({ id: z.string(), role: z.enum(roles), name: z.string(), until: z.number(), account: z.int().optional() });
type Session = z.infer<typeof Session>;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
/** Takes as long whatever is wrong with the guess. */
export const same = (guess: string, right: string): boolean => timingSafeEqual(digest(guess), digest(right));

const newId = () => randomBytes(18).toString('base64url');

export type Gate = {
  /** Lets in whom the access lets in; everyone else is shown the login, or refused when nobody could see it. */
  readonly admit: MiddlewareHandler<DeskEnv>;
  /** What a login asks for; `null`: there is none, whoever is at this machine is let in. */
  readonly asks: () => Promise<'account' | 'password' | null>;
  /** `who`: their address where accounts are asked for, else a name for the books. `null`: wrong. `wait`: too many guesses, seconds to wait. */
  readonly login: (c: Context, password: string, who: string) => Promise<Role | null | { readonly wait: number }>;
  /** The same for an account that proves itself some other way. */
  readonly loginBy: (c: Context, prove: () => Promise<DeskAccount | null>) => Promise<Role | null | { readonly wait: number }>;
  /** What a login that leads elsewhere needs when it comes back, ten minutes long, once. */
  readonly journey: { readonly set: (c: Context, value: string) => void; readonly take: (c: Context) => string | null };
  /** Opens a session of an account that has proved itself some other way. */
  readonly welcome: (c: Context, account: DeskAccount) => Promise<void>;
  readonly rename: (c: Context<DeskEnv>, name: string) => Promise<void>;
  /** Ends the session for every copy of its cookie. */
  readonly logout: (c: Context) => Promise<void>;
  /** Whether who was let in would be let in now. */
  readonly stillIn: (c: Context) => Promise<boolean>;
};

export function deskGate(access: Access, now: () => Date): Gate {
  const { people, password, viewerPassword } = access;
  const { cookies, keep, sessionOf, accountsRule, openSession, openFor } = sessionsOf(access, now);
  const visitorOf = ({ id, role, name, account }: Session): Visitor => ({
    role,
    name,
    token: cookies.mac(`form ${id}`),
    account: account ?? null,
    session: id,
  });
  const named = (name: string) => [...neutralText(name)].slice(0, 60).join('').trim() || access.name;
  const byShared = (c: Context, guess: string, name: string): Role | null => {
    const admin = password !== null && same(guess, password);
    const viewer = viewerPassword !== null && same(guess, viewerPassword);
    const role = admin ? 'admin' : viewer ? 'viewer' : null;
    if (role !== null) keep(c, { id: newId(), role, name: named(name) });
    return role;
  };
  const byAccount = async (c: Context, { store, passwords }: DeskPeople, guess: string, address: string): Promise<Role | null> => {
    const account = await logIn(store, passwords, address, guess);
    if (account !== null) await openFor(c, account);
    return account?.role ?? null;
  };
  const limited = limitedGuesses(access, cookies, now);
  return {
    async admit(c, next) {
      const known = await openSession(c);
      const open = password === null && !(await accountsRule());
      const session = known ?? (open ? keep(c, { id: newId(), role: 'admin', name: access.name }) : null);
      if (!session) return askedToLogIn(c);
      c.set('visitor', visitorOf(session));
      return next();
    },
    asks: async () => ((await accountsRule()) ? 'account' : password === null ? null : 'password'),
    login: (c, guess, who) =>
      limited(c, async () => (people && (await accountsRule()) ? byAccount(c, people, guess, who) : byShared(c, guess, who))),
    loginBy: (c, prove) =>
      limited(c, async () => {
        const account = await prove();
        if (account !== null) await openFor(c, account);
        return account?.role ?? null;
      }),
    journey: {
      // From another site a browser brings no cookie that is ours alone.
      set: (c, value) => cookies.set(c, journeyName, value, { path: '/login', maxAgeMs: journeyMs, sameSite: 'Lax' }),
      take(c) {
        const value = cookies.get(c, journeyName);
        if (value !== null) cookies.set(c, journeyName, '', { path: '/login', maxAgeMs: 0 });
        return value;
      },
    },
    welcome: openFor,
    async rename(c, name) {
      const session = sessionOf(c);
      if (session === null) return;
      if (session.account !== undefined) await people?.store.changeDeskAccount(session.account, { name: named(name) });
      keep(c, { ...session, name: named(name) });
    },
    async logout(c) {
      const session = sessionOf(c);
      // A copy of the cookie made at a later renaming is good for as long as one made now.
      if (session) await access.sessions.endSession(session.id, new Date(now().getTime() + sessionMs), now());
      if (session?.account !== undefined) await people?.store.endAccountSessions(session.account, session.id);
      cookies.set(c, cookieName, '', { path: '/', maxAgeMs: 0 });
    },
    stillIn: async (c) => (await openSession(c)) !== null || (password === null && !(await accountsRule())),
  };
}

function askedToLogIn(c: Context): Response {
  if (c.req.method !== 'GET') return c.text('Please log in again.\n', 401);
  if (c.req.header('sec-fetch-site') !== 'cross-site') return c.redirect(`/login?to=${encodeURIComponent(pathOf(c))}`, 303);
  // Led here by another site, as by a link in a mail on the web, a browser brings no cookie that is ours alone; from a page of ours it does.
  c.header('Refresh', `0; url=${localPath(pathOf(c))}`);
  return c.text('The desk opens.\n');
}

type Proof = () => Promise<Role | null>;

/** Every way in counts as one: what proves nothing was a guess. */
function limitedGuesses({ trustProxy }: Access, cookies: ReturnType<typeof signedCookies>, now: () => Date) {
  const guesses = guessLimit(now);
  return async (c: Context, prove: Proof): Promise<Role | null | { readonly wait: number }> => {
    const id = cookies.get(c, knownName);
    const guesser: Guesser = id === null ? { name: clientOf(c, trustProxy) ?? 'here', known: false } : { name: id, known: true };
    const wait = guesses.wait(guesser);
    if (wait > 0) return { wait };
    // Counted before it is looked at: guesses made at once are not one guess.
    const wrong = guesses.wrong(guesser);
    const role = await prove();
    if (role === null) return null;
    guesses.right(guesser, wrong);
    cookies.set(c, knownName, id ?? newId(), { path: '/login', maxAgeMs: knownMs });
    return role;
  };
}

/** Sessions in cookies: who they are of, by now. */
function sessionsOf(access: Access, now: () => Date) {
  const { people } = access;
  const cookies = signedCookies(access);
  const keep = (c: Context, session: Omit<Session, 'until'>): Session => {
    const whole = { ...session, until: now().getTime() + sessionMs };
    cookies.set(c, cookieName, JSON.stringify(whole), { path: '/', maxAgeMs: sessionMs });
    return whole;
  };
  const sessionOf = (c: Context): Session | null => {
    const text = cookies.get(c, cookieName);
    const session = text === null ? null : Session.parse(JSON.parse(text));
    return session !== null && session.until > now().getTime() ? session : null;
  };
  const accountsRule = async (): Promise<boolean> => (await people?.store.hasDeskAdmin()) ?? false;
  /** An account is what it is by now; a shared password's session ends with the first admin's account. */
  const openSession = async (c: Context): Promise<Session | null> => {
    const session = sessionOf(c);
    if (session === null || (await access.sessions.hasSessionEnded(session.id))) return null;
    if (session.account === undefined) return (await accountsRule()) ? null : session;
    const account = await people?.store.accountOfSession(session.id, now());
    return account?.id === session.account ? { ...session, role: account.role, name: account.name } : null;
  };
  const openFor = async (c: Context, { id: account, role, name }: DeskAccount): Promise<void> => {
    const id = newId();
    await people?.store.openAccountSession({ id, accountId: account, agent: c.req.header('user-agent') ?? '', now: now() });
    keep(c, { id, role, name, account });
  };
  return { cookies, keep, sessionOf, accountsRule, openSession, openFor };
}

type CookieKind = { readonly path: string; readonly maxAgeMs: number; readonly sameSite?: 'Strict' | 'Lax' };

/** Cookies no script reads, no other site sends along, and nobody but this desk writes. */
function signedCookies({ secret, password, viewerPassword, trustProxy, baseUrl }: Access) {
  const key = createHmac('sha256', secret)
    .update(`desk sessions ${password ?? ''}\n${viewerPassword ?? ''}`)
    .digest();
  const mac = (text: string): string => createHmac('sha256', key).update(text).digest('base64url');
  // The session's signature is older than the other cookie, and goes without its name.
  const signature = (name: string, text: string) => mac(name === cookieName ? text : `${name} ${text}`);
  return {
    mac,
    set(c: Context, name: string, value: string, { path, maxAgeMs, sameSite = 'Strict' }: CookieKind): void {
      const text = Buffer.from(value).toString('base64url');
      const secure = cameByTls(c, trustProxy, baseUrl);
      setCookie(c, name, value === '' ? '' : `${text}.${signature(name, text)}`, {
        path,
        httpOnly: true,
        sameSite,
        secure,
        maxAge: maxAgeMs / 1000,
      });
    },
    /** `null`: there is none, or it is not ours. */
    get(c: Context, name: string): string | null {
      const [text = '', claimed = ''] = (getCookie(c, name) ?? '').split('.');
      return text !== '' && same(claimed, signature(name, text)) ? Buffer.from(text, 'base64url').toString() : null;
    },
  };
}

/**
 * Whether the browser's end of the connection is TLS, which is never ours: the proxy says so, or the desk is called by the name
 * of an https BASE_URL. A `Secure` cookie on a plain connection, as through an SSH tunnel, would lock its owner out.
 */
function cameByTls(c: Context, trustProxy: boolean, baseUrl: string): boolean {
  const told = trustProxy ? c.req.header('x-forwarded-proto')?.split(',').at(-1)?.trim().toLowerCase() : undefined;
  if (told !== undefined) return told === 'https';
  const base = new URL(baseUrl);
  const host = c.req.header('host') ?? '';
  return base.protocol === 'https:' && URL.parse(`https://${host}`)?.hostname === base.hostname;
}

const pathOf = (c: Context): string => {
  const { pathname, search } = new URL(c.req.url);
  return pathname + search;
};

/** Where to go after the login: a path of the desk, whatever the address says. As browsers read it, `/.//host` begins like a host, too. */
export function localPath(text: string | undefined): string {
  if (!text || !/^\/(?![/\\])/.test(text) || /[\u0000-\u001f\\]/.test(text)) return '/';
  return URL.parse(text, 'http://desk.invalid')?.pathname.startsWith('//') === false ? text : '/';
}
