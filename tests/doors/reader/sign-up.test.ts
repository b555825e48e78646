import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { networkOf, signUpLimits } from '../../../src/io/process/sign-up-limits.ts';
import { notices } from '../../../src/press/readers/notices.ts';
import { openSignUps } from '../../../src/press/readers/sign-up.ts';
import { formFields, type ReaderNewsroom, readerNewsroom, readers } from '../../reader-newsroom.ts';

let room: ReaderNewsroom;
beforeAll(async () => {
  room = await readerNewsroom();
});
afterAll(() => room.close());

const signUp = (fields: Record<string, string>) =>
  room.request('/subscribe', { method: 'POST', body: new URLSearchParams({ newsletter: 'weekly', ...fields }) });
const json = (body: unknown) =>
  room.request('/subscribe', { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const confirmations = async (address: string) => {
  await room.site.settled();
  return (await room.mails()).filter(({ to, html }) => to === address && html.includes('/confirm/'));
};
const linkIn = (html: string) => /\/confirm\/[\w-]{40}/.exec(html)?.[0] ?? 'no link';

describe('subscribing', () => {
  it('takes a mail with a link, a page with a button, and only then writes digests', async () => {
    const answer = await signUp({ address: 'new@reader.example', 'topic.weekly': 'Space' });
    expect(answer.status).toBe(303);
    expect(await (await room.request('/subscribe/sent')).text()).toContain('Look into your inbox');
    const [mail] = await confirmations('new@reader.example');
    expect(mail?.from).toBe('confirm@courant.example');
    const path = linkIn(mail?.html ?? '');
    const before = room.dump();
    const page = await (await room.request(path)).text();
    await room.request(path, { method: 'HEAD' });
    expect(room.dump()).toBe(before);
    expect(page).toContain('new@reader.example');
    expect(page).toContain('Space');

    const forged = await room.request(path, { method: 'POST', body: new URLSearchParams() });
    expect(forged.status).toBe(403);
    expect(await room.press.store.accountOf('new@reader.example')).toBeNull();

    const done = await room.request(path, { method: 'POST', body: formFields(page) });
    expect(done.status).toBe(200);
    expect(await done.text()).toMatch(/\/p\/[\w-]{40}/);
    expect((await room.press.store.accountOf('new@reader.example'))?.subscriptions).toMatchObject([
      { newsletter: 'weekly', topics: ['Space'], state: 'active' },
    ]);
    const again = await room.request(path, { method: 'POST', body: formFields(page) });
    expect(again.status).toBe(200);
    await room.site.settled();
    expect((await room.mails()).filter(({ to }) => to === 'new@reader.example')).toHaveLength(2);
  });

  it('keeps what was chosen when the address has to be mended', async () => {
    const answer = await signUp({ address: 'no address', newsletter: 'daily', 'topic.daily': 'Culture' });
    expect(answer.status).toBe(400);
    const page = await answer.text();
    expect(page).toContain('value="no address"');
    const fields = formFields(page, 'subscribe');
    expect(fields.getAll('newsletter')).toEqual(['daily']);
    expect(fields.getAll('topic.daily')).toEqual(['Culture']);
  });

  it('works by JSON too, and names what is wrong', async () => {
    expect((await json({ address: 'api@reader.example', newsletter: 'weekly', topics: ['Space'] })).status).toBe(202);
    expect(await confirmations('api@reader.example')).toHaveLength(1);
    const wrong = await json({ address: 'no address', newsletter: 'weekly' });
    expect([wrong.status, await wrong.json()]).toMatchObject([400, { result: 'refused', reason: 'address' }]);
    expect((await json({ address: 'a@reader.example', newsletter: 'nope' })).status).toBe(400);
    expect((await json({ address: 7 })).status).toBe(400);
    expect((await json(null)).status).toBe(400);
  });

  it('answers the same to a reader, to one suppressed, to one who left, and to a stranger', async () => {
    await room.press.store.suppress('gone@reader.example', 'hard bounce', '550', new Date());
    const answers = [];
    for (const address of [readers[0], 'gone@reader.example', 'stranger@reader.example']) {
      const answer = await json({ address, newsletter: 'weekly' });
      const headers = [...answer.headers].filter(([name]) => name !== 'date');
      answers.push(JSON.stringify([answer.status, headers, await answer.text()]));
    }
    expect(new Set(answers).size).toBe(1);
    expect(await confirmations('gone@reader.example')).toEqual([]);
  });

  it('swallows what a program fills in, and answers as ever', async () => {
    const answer = await json({ address: 'bot@reader.example', newsletter: 'weekly', website: 'https://spam.example' });
    expect(answer.status).toBe(202);
    expect(await confirmations('bot@reader.example')).toEqual([]);
    expect(room.dump()).not.toContain('bot@reader.example');
  });

  it('puts nothing a stranger typed into the mail', async () => {
    await json({
      address: 'victim@reader.example',
      newsletter: 'weekly',
      topics: ['Space', 'Buy pills at evil.example'],
      language: '"><b>evil',
    });
    const [mail] = await confirmations('victim@reader.example');
    expect(JSON.stringify(mail)).not.toMatch(/evil|pills/);
  });

  it('expires with the link after a week', async () => {
    await json({ address: 'late@reader.example', newsletter: 'weekly' });
    const path = linkIn((await confirmations('late@reader.example'))[0]?.html ?? '');
    const page = await (await room.request(path)).text();
    room.setNow(new Date('2026-11-29T09:00:00Z'));
    expect((await room.request(path)).status).toBe(404);
    expect((await room.request(path, { method: 'POST', body: formFields(page) })).status).toBe(404);
    room.setNow(new Date('2026-11-21T09:00:00Z'));
    expect(await room.press.store.accountOf('late@reader.example')).toBeNull();
  });

  it('sends one mail to an address ten thousand sign-ups are made for, whatever networks they come from', async () => {
    const sent: string[] = [];
    const transport = {
      ...room.press.transport,
      submit: async (message: { readonly envelope: { readonly to: string } }) => {
        sent.push(message.envelope.to);
        return { kind: 'accepted', code: 250, response: '250 ok' } as const;
      },
    };
    const post = notices({ ...room.press, transport }, (error) => room.errors.push(error));
    const config = {
      newsletters: (await import('../../../src/config/load-config.ts').then(({ loadConfig }) => loadConfig({ file: 'courant.config.js' })))
        .newsletters,
    };
    // Two processes, each with limits of its own memory.
    const desks = [0, 1].map(() => openSignUps(room.press, { notices: post, limits: signUpLimits(), keepIp: false }, () => config));
    const answers = new Set<string>();
    for (let index = 0; index < 10_000; index++) {
      const ip = `${(index >> 16) + 1}.${(index >> 8) & 255}.${index & 255}.9`;
      const request = { address: 'Flood@reader.example', newsletters: ['weekly'], topics: [], locale: null, ip, honeypot: '' };
      answers.add((await desks[index % 2]?.signUp(request))?.kind ?? '');
    }
    await post.settled();
    expect([...answers]).toEqual(['check-inbox']);
    expect(sent).toEqual(['Flood@reader.example']);
  });

  it('sends one mail to an inbox, whatever tags and dots are put to its address; each is kept as it was typed', async () => {
    const tagged = Array.from({ length: 20 }, (_, tag) => `target+${tag}@reader.example`);
    const dotted = ['v.ictim@gmail.com', 'vi.ctim@gmail.com', 'vic.tim+x@googlemail.com', 'victim@gmail.com'];
    for (const address of [...tagged, ...dotted]) expect((await json({ address, newsletter: 'weekly' })).status).toBe(202);
    const sent = (await Promise.all([...tagged, ...dotted].map(confirmations))).flat().map(({ to }) => to);
    expect(sent).toEqual(['target+0@reader.example', 'v.ictim@gmail.com']);
    expect(room.dump()).toContain('"vic.tim+x@googlemail.com"');
  });

  it('is held back by address, network and mail address', async () => {
    const limits = signUpLimits({ perIp: 2, perNetwork: 3, perInbox: 1 });
    const tries = [];
    for (const ip of ['192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.2', '192.0.2.3', '198.51.100.1']) tries.push(await limits.fromIp(ip));
    expect(tries).toEqual([true, true, false, true, false, true]);
    expect([await limits.forInbox('a@b.example'), await limits.forInbox('a@b.example')]).toEqual([true, false]);
    expect(['2001:db8::1', '2001:db8:0:0:ffff::2', '2001:db8:0:1::1', '::1', '::ffff:192.0.2.7'].map(networkOf)).toEqual([
      '2001:db8:0:0',
      '2001:db8:0:0',
      '2001:db8:0:1',
      '0:0:0:0',
      '192.0.2',
    ]);
  });

  it('lost no failure on the way', () => {
    expect(room.errors).toEqual([]);
  });
});
