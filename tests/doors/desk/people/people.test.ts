import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { deskSource } from '../../../../src/app/desk/desk-source.ts';
import { routeRoles } from '../../../../src/doors/desk/access/route-roles.ts';
import { createDesk } from '../../../../src/doors/desk/desk.ts';
import { openSignOn } from '../../../../src/io/process/open-sign-on.ts';
import { passwords } from '../../../../src/io/process/passwords.ts';
import { invite } from '../../../../src/press/people/accounts.ts';
import { type Role, roles } from '../../../../src/press/ports/people/roles.ts';
import { type DeskNewsroomUnderTest, openNewsroom } from '../newsroom.ts';

const password = 'a long enough word';

describe('people at the desk', () => {
  let room: DeskNewsroomUnderTest;
  const cookies = {} as Record<Role | 'shared', string>;

  beforeAll(async () => {
    room = await openNewsroom({ password: 'open sesame 1' });
  }, 60_000);
  afterAll(() => room?.close());

  const ask = (path: string, cookie = '', form?: Record<string, string>) =>
    fetch(room.server.url + path, {
      redirect: 'manual',
      headers: { cookie },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
  const cookieOf = (answer: Response) =>
    (answer.headers.getSetCookie().find((one) => one.startsWith('courant-desk=')) ?? '').split(';')[0] ?? '';
  const tokenOf = async (cookie: string) => /name="token" value="([^"]+)"/.exec(await (await ask('/shortcuts', cookie)).text())?.[1] ?? '';
  const logIn = (address: string, word: string) => ask('/login', '', { address, password: word, to: '/' });
  const join = async (role: Role, token = `token-of-${role}`) => {
    const now = new Date();
    await invite(room.press.store, { address: `${role}@courant.example`, role, by: 'ada', token, now });
    return ask(`/join/${token}`, '', { name: `${role} Person`, password });
  };

  it('come in by the shared password as admin until somebody has an account as admin', async () => {
    const shared = await ask('/login', '', { password: 'open sesame 1', name: 'Grace', to: '/' });
    expect([shared.status, shared.headers.get('location')]).toEqual([303, '/']);
    cookies.shared = cookieOf(shared);
    expect((await ask('/people', cookies.shared)).status).toBe(200);
    await join('editor').then((answer) => expect(answer.status).toBe(303));
    expect((await ask('/people', cookies.shared)).status).toBe(200);
  });

  it('join by a link that an admin is shown once, and that works once', async () => {
    const form = { token: await tokenOf(cookies.shared), act: 'invite', address: 'Admin@courant.example', role: 'admin' };
    const invited = await ask('/people', cookies.shared, form);
    const told = await (await ask(invited.headers.get('location') ?? '', cookies.shared)).text();
    const link = /https?:\/\/[^\s<]+(\/join\/[\w-]{32})/.exec(told)?.[1] ?? '';
    expect((await ask(link)).status).toBe(200);
    const weak = await ask(link, '', { name: 'Ada', password: 'short' });
    expect([weak.status, await weak.text()]).toEqual([422, expect.stringContaining('A password has 10 to 200 characters.')]);
    const joined = await ask(link, '', { name: 'Ada \u202e<b>', password });
    expect(joined.status).toBe(303);
    cookies.admin = cookieOf(joined);
    expect((await ask(link)).status).toBe(404);
    expect((await ask(link, '', { name: 'Mallory', password })).status).toBe(404);
    expect(JSON.stringify(await room.press.store.deskAccounts())).not.toContain(link.slice(6));
    expect((await room.press.store.deskAccountOf('ADMIN@courant.example'))?.name).toBe('Ada <b>');
  });

  it('come in by their own address from then on: the shared password opens nothing, its sessions are over', async () => {
    expect((await ask('/people', cookies.shared)).status).toBe(303);
    expect((await ask('/login', '', { password: 'open sesame 1', name: 'Grace', address: 'nobody', to: '/' })).status).toBe(401);
    expect(await (await ask('/login')).text()).toContain('Your address');
    const answer = await logIn('EDITOR@courant.example', password);
    expect(answer.status).toBe(303);
    for (const role of roles) if (role !== 'admin') cookies[role] = cookieOf(role === 'editor' ? answer : await join(role));
  });

  it('have a route for everything, and every route says who may use it', () => {
    const { source } = deskSource(
      { config: () => ({ newsletters: [] }) as never, changes: () => () => undefined, startAt: undefined },
      room.press,
    );
    const signOn = openSignOn({ issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: 'x' });
    const people = { store: room.press.store, passwords, signOn };
    const access = {
      password: 'x',
      viewerPassword: null,
      secret: room.press.secret,
      name: 'x',
      sessions: room.press.store,
      trustProxy: false,
      baseUrl: 'http://x',
      people,
    };
    const desk = createDesk(source, { now: () => new Date(), projectRoot: '/', access });
    const found = new Set(desk.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`));
    expect([...found].filter((route) => !Object.hasOwn(routeRoles, route))).toEqual([]);
    expect(Object.keys(routeRoles).filter((route) => !found.has(route))).toEqual([]);
  });

  const concrete = (route: string) =>
    route
      .replace(/:id\{[^/]*\}/, '987654')
      .replace(/:number\{[^/]*\}/, '987654')
      .replace(':newsletter', 'none')
      .replace(':id', 'none')
      .replace(':token', 'none')
      .replace(':name', 'none.css');
  const cases = Object.entries(routeRoles).flatMap(([route, least]) =>
    typeof least === 'string' ? [{ route, act: '', least }] : Object.entries(least).map(([act, of]) => ({ route, act, least: of })),
  );
  const refused = /^(This is for \w+; your role is \w+\.|You are logged in to look, not to change\.)\n$/;

  it.each(cases)('are refused $route $act below $least, and let through from it on', async ({ route, act, least }) => {
    const [method, path = ''] = route.split(' ');
    // Ends the sessions the other cases need, counts guesses, or never ends itself.
    if (['/logout', '/login', '/forgotten', '/events'].includes(path)) return;
    for (const role of roles) {
      // A form that says an act and nothing else does nothing; only who may try is asked here.
      const form = method === 'POST' ? { token: await tokenOf(cookies[role]), act } : undefined;
      const answer = await ask(concrete(path), cookies[role], form);
      const may = least === 'anybody' || roles.indexOf(role) >= roles.indexOf(least);
      expect([role, answer.status === 403 && refused.test(await answer.text())], `${answer.status}`).toEqual([role, !may]);
    }
    const stranger = await ask(concrete(path), '', method === 'POST' ? {} : undefined);
    if (least !== 'anybody') expect([303, 401]).toContain(stranger.status);
  });

  it('are offered, in review and calendar, what they may do and nothing they would be refused', async () => {
    const edition = { newsletter: 'weekly', at: new Date('2026-11-21T08:00:00Z') };
    const { at: coming = new Date() } = (await room.source.calendar()).newsletters[0]?.coming[0] ?? {};
    const review = `/sign?at=${edition.at.toISOString()}`;
    await room.press.store.subscribe({
      address: 'ada@reader.example',
      newsletter: 'weekly',
      topics: ['Space'],
      now: new Date(),
      how: 'test',
    });
    const offered = async (path: string) => {
      const found: Partial<Record<Role, string>> = {};
      for (const role of roles) {
        const html = await (await ask(path, cookies[role])).text();
        const buttons = [...html.matchAll(/<(?:input|button)[^>]* name="act"[^>]*>/g)].map(
          ([tag]) => / value="([a-z]+)/.exec(tag)?.[1] ?? '',
        );
        const questions = [...html.matchAll(/<a [^>]*id="ask-([a-z]+)"/g)].map(([, act]) => act ?? '');
        found[role] = [...new Set([...buttons, ...questions])].sort().join(' ');
      }
      return found;
    };
    const inAll = { viewer: '', editor: 'hold test' };
    const sending = 'approve hold send test';
    expect(await offered(review)).toEqual({ ...inAll, publisher: sending, admin: sending });
    expect(await offered(`${review}&ask=send`)).toEqual({ ...inAll, publisher: sending, admin: sending });
    const { approval } = await room.source.signing(edition);
    await room.source.sign(edition, { act: 'approve', seen: approval.fingerprint }, 'ada');
    const approved = 'hold send test withdraw';
    expect(await offered(review)).toEqual({ ...inAll, publisher: approved, admin: approved });
    await room.source.sign(edition, { act: 'hold', reason: 'a doubt' }, 'ada');
    const held = 'release test withdraw';
    expect(await offered(review)).toEqual({ viewer: '', editor: 'test', publisher: held, admin: held });
    await room.source.sign({ ...edition, at: coming }, { act: 'hold', reason: 'a doubt' }, 'ada');
    const dates = await offered('/calendar');
    expect(dates).toEqual({ viewer: '', editor: 'hold skip', publisher: 'hold move release skip', admin: 'hold move release skip' });
  });

  it('comment in words that stay words, within limits, and take out their own alone', async () => {
    const slot = new Date('2026-11-21T08:00:00Z');
    const edition = `newsletter=weekly&at=${slot.toISOString()}&panel=comments`;
    const say = async (role: Role, form: Record<string, string>) => {
      const answer = await ask(`/comments?${edition}`, cookies[role], { token: await tokenOf(cookies[role]), ...form });
      return answer.status === 303 ? await (await ask(answer.headers.get('location') ?? '', cookies[role])).text() : answer.status;
    };
    const comments = () => room.press.store.comments('weekly', slot);
    const evil = '<script>alert(1)</script>\u202e @admin@courant.example\r\n\r\n\r\n\r\nlast';
    const shown = await say('editor', { act: 'add', words: evil });
    expect(shown).toContain('&lt;script&gt;alert(1)&lt;/script&gt; @admin@courant.example\n\nlast');
    const [first] = await comments();
    expect(first).toMatchObject({ story: null, words: '<script>alert(1)</script> @admin@courant.example\n\nlast' });
    const long = await say('editor', { act: 'add', words: `kept ${'x'.repeat(2_001)}`, tell: 'admin' });
    expect(long).toContain('A comment has at most 2000 characters.');
    // What was written is not lost with it.
    expect(long).toMatch(/<textarea name="words"[^>]*>kept x{2001}<\/textarea>/);
    expect(await say('editor', { act: 'add', words: ' \n ' })).toContain('There is nothing in it.');
    expect(await say('editor', { act: 'add', words: 'x', story: 'no such story' })).toContain('This edition has no such story any more');
    expect(await say('editor', { act: 'answer', words: 'x', thread: '987654' })).toContain('There is no such comment');
    expect(await say('editor', { act: 'frobnicate' })).toBe(400);
    expect(await say('admin', { act: 'delete', comment: String(first?.id) })).toContain('There is no such comment of yours here any more.');
    expect(await say('viewer', { act: 'add', words: 'x' })).toBe(403);
    expect(await comments()).toHaveLength(1);
    const author = { name: 'editor Person', account: first?.author.account ?? null };
    const more = { thread: null, newsletter: 'weekly', slot, story: null, author, words: 'more', at: new Date() };
    for (let n = 0; n < 9; n += 1) await room.press.store.addComment(more);
    expect(await say('editor', { act: 'add', words: 'one more' })).toContain('10 comments a minute are enough.');
    expect(await say('editor', { act: 'delete', comment: String(first?.id) })).toContain('Deleted.');
    expect(JSON.stringify(await comments())).not.toContain('script');
  });

  it('are what they are by now: a new role counts at once, who is locked out is out at once', async () => {
    const admin = { token: await tokenOf(cookies.admin) };
    const publisher = await room.press.store.deskAccountOf('publisher@courant.example');
    const act = (form: Record<string, string>) => ask('/people', cookies.admin, { ...admin, id: String(publisher?.id), ...form });
    expect((await ask('/readers/import', cookies.publisher)).status).toBe(200);
    await act({ act: 'role', role: 'viewer' });
    expect((await ask('/readers/import', cookies.publisher)).status).toBe(403);
    const token = 'token-under-way';
    const invitation = { address: 'Publisher@courant.example', role: 'publisher', by: 'ada', token, now: new Date() } as const;
    await invite(room.press.store, invitation);
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const page = (await ask('/events', cookies.publisher)).text();
    await act({ act: 'disable' });
    expect((await ask('/', cookies.publisher)).status).toBe(303);
    expect((await logIn('publisher@courant.example', password)).status).toBe(401);
    // Neither does a page left open hear on, nor an invitation under way let them in again.
    vi.advanceTimersByTime(20_000);
    vi.useRealTimers();
    expect(await page).toContain('event: hello');
    expect((await ask(`/join/${token}`, '', { name: 'Again', password })).status).toBe(404);
  });

  it('cannot lose their last admin', async () => {
    const admin = await room.press.store.deskAccountOf('admin@courant.example');
    const form = { token: await tokenOf(cookies.admin), id: String(admin?.id), act: 'role', role: 'viewer' };
    const answer = await ask('/people', cookies.admin, form);
    expect(await (await ask(answer.headers.get('location') ?? '', cookies.admin)).text()).toContain('the last admin');
    expect((await room.press.store.deskAccountOf('admin@courant.example'))?.role).toBe('admin');
  });

  it('see where they are logged in and end it there; a new password ends all', async () => {
    const second = cookieOf(await logIn('editor@courant.example', password));
    const listed = await (await ask('/account', second)).text();
    const ids = [...listed.matchAll(/name="session" value="([^"]+)"/g)].map(([, id]) => id ?? '');
    expect(ids.length).toBeGreaterThanOrEqual(2);
    const token = await tokenOf(second);
    expect((await ask('/', cookies.editor)).status).toBe(200);
    const others = await room.press.store.accountSessions((await room.press.store.deskAccountOf('editor@courant.example'))?.id ?? 0);
    for (const { id } of others.slice(1)) await ask('/account', second, { token, act: 'end', session: id });
    expect((await ask('/', cookies.editor)).status).toBe(303);
    expect((await ask('/', second)).status).toBe(200);
    await ask('/account', second, { token, act: 'password', old: 'wrong', next: 'another long word' });
    expect((await ask('/', second)).status).toBe(200);
    await ask('/account', second, { token, act: 'password', old: password, next: 'another long word' });
    expect((await ask('/', second)).status).toBe(303);
    const third = await logIn('editor@courant.example', 'another long word');
    expect(third.status).toBe(303);
    // A session left open is no place to try passwords at.
    const form = { token: await tokenOf(cookieOf(third)), act: 'password', old: 'wrong', next: 'yet another word' };
    for (let tries = 0; tries < 5; tries += 1) await ask('/account', cookieOf(third), form);
    const refused = await ask('/account', cookieOf(third), { ...form, old: 'another long word' });
    expect(await (await ask(refused.headers.get('location') ?? '', cookieOf(third))).text()).toContain('Too many wrong passwords');
    expect((await logIn('editor@courant.example', 'another long word')).status).toBe(303);
  });

  const mailTo = (address: string) =>
    Promise.all(
      room.sink.accepted
        .filter(({ to }) => to === address)
        .map(async ({ bytes }) => (await PostalMime.parse(bytes)).text?.replace(/\s+/g, ' ')),
    );

  it('are invited by mail, and the link is shown where that fails', async () => {
    const form = { token: await tokenOf(cookies.admin), act: 'invite', how: 'mail', address: 'eve@courant.example', role: 'viewer' };
    const answer = async () =>
      (await (await ask((await ask('/people', cookies.admin, form)).headers.get('location') ?? '', cookies.admin)).text()).replaceAll(
        '&#x27;',
        "'",
      );
    const told = await answer();
    expect(told).toContain('Mailed to eve@courant.example.');
    expect(told).not.toContain('/join/');
    const [mail = ''] = await mailTo('eve@courant.example');
    expect(mail).toContain('ada invites you to the editors’ desk of The Weekly Test, in the role of viewer.');
    const [, link = ''] = /https:\/\/news\.courant\.example(\/join\/[\w-]{32}) /.exec(mail) ?? [];
    expect((await ask(link)).status).toBe(200);
    await room.sink.refuse();
    const failed = await answer();
    await room.sink.listen();
    expect(failed).toMatch(/It could not be mailed: .*Give eve@courant\.example this link/);
    const [, second = ''] = /(\/join\/[\w-]{32})/.exec(failed) ?? [];
    expect([(await ask(link)).status, (await ask(second)).status]).toEqual([404, 200]);
  });

  it('choose a new password by a mailed link, once, and the page tells nobody whose address has an account', async () => {
    const asked = async (address: string) => {
      const answer = await ask('/forgotten', '', { address });
      return [answer.status, await answer.text()];
    };
    const mailed = () =>
      ['editor@courant.example', 'nobody@courant.example'].map((one) => room.sink.accepted.filter(({ to }) => to === one).length);
    const [known, unknown] = [await asked('EDITOR@courant.example'), await asked('nobody@courant.example')];
    expect(known).toEqual(unknown);
    expect(known[0]).toBe(200);
    await expect.poll(mailed).toEqual([1, 0]);
    await asked('editor@courant.example');
    const [, link = ''] =
      /https:\/\/news\.courant\.example(\/password\/[\w.-]+) /.exec((await mailTo('editor@courant.example'))[0] ?? '') ?? [];
    expect((await ask(link)).status).toBe(200);
    expect((await ask(`${link.slice(0, -1)}${link.endsWith('A') ? 'E' : 'A'}`)).status).toBe(404);
    expect((await ask(link, '', { password: 'short' })).status).toBe(422);
    const renewed = await ask(link, '', { password: 'a third long word' });
    expect((await ask('/account', cookieOf(renewed))).status).toBe(200);
    expect([(await ask(link)).status, (await ask(link, '', { password: 'a fourth long word' })).status]).toEqual([404, 404]);
    expect((await logIn('editor@courant.example', 'a third long word')).status).toBe(303);
    for (const again of [1, 2]) await asked(`somebody${again}@courant.example`);
    expect((await asked('somebody@courant.example'))[0]).toBe(429);
    expect(mailed()).toEqual([1, 0]);
  });

  it('are guessed at five times a minute, all guesses at once included', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => logIn('admin@courant.example', 'a wrong word here')));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(7);
    expect((await logIn('admin@courant.example', password)).status).toBe(429);
  });
});
