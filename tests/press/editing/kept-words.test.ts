import { afterEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../src/io/store/open-store.ts';
import { type DeskNewsroomUnderTest, openNewsroom } from '../../doors/desk/newsroom.ts';
import { newsroom as madeUp } from '../made-up-newsroom.ts';

const slot = '2026-11-21T08:00:00.000Z';
const deep = '>'.repeat(2_000);

let room: DeskNewsroomUnderTest | null = null;
afterEach(async () => {
  await room?.close();
  room = null;
});

describe('an editor’s words', () => {
  it('are tried before they are kept, on the command line', async () => {
    const folder = madeUp();
    const say = (...words: readonly string[]) =>
      folder.run(['override', 'edition', 'weekly', '--slot', slot, ...words, '--by', 'ada', '--reason', 'x']);
    const refused: readonly (readonly [readonly string[], string])[] = [
      [['--intro', deep], 'The note has lists or quotations more than 8 deep; nothing was kept.'],
      [['--intro', '1. '.repeat(1_600)], 'The note has lists or quotations more than 8 deep'],
      [['--intro', '\u200b\u3164'], 'The note has no words'],
      [['--subject', '\u200b\u200f'], 'The subject has no words that could be seen'],
      [['--preheader', 'Too short'], 'The preheader has 9 characters, where inboxes want 40 to 110'],
      [['--preheader', 'long '.repeat(30)], 'The preheader has 149 characters'],
      [
        ['--subject', 'A week of tides', '--preheader', 'A week of tides and of everything that came in with them'],
        'says what the subject says',
      ],
    ];
    for (const [words, why] of refused) expect(await say(...words)).toMatchObject({ code: 1, err: expect.stringContaining(why) });
    expect((await folder.run(['override', 'list', 'weekly', '--json'])).out).toContain('"overrides": []');
    expect(
      (await say('--intro', 'Good *morning*.', '--subject', 'Tides', '--preheader', 'Long enough for an inbox, and not the subject')).code,
    ).toBe(0);
  }, 120_000);

  it('are tried before they are kept, on the desk, which says why and stays', async () => {
    room = await openNewsroom();
    const { url } = room.server;
    const at = `newsletter=weekly&at=${encodeURIComponent(slot)}`;
    const opened = await fetch(`${url}/edition?${at}&panel=words`);
    const cookie = opened.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    const page = await opened.text();
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
    const form = { token: field('token'), version: field('version'), act: 'edition', reason: 'x', subject: '', preheader: '', intro: deep };
    const answer = await fetch(`${url}/override?${at}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { origin: url, cookie },
    });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('The note has lists or quotations more than 8 deep; nothing was kept.');
    expect((await fetch(`${url}/edition?${at}&panel=history`)).status).toBe(200);
  }, 120_000);

  it('that an older Courant kept cost the note alone: the edition is built, sent and told of', async () => {
    const folder = madeUp();
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example', '--topics', 'Climate']);
    const store = await openStore(`sqlite:${folder.path}/.courant/courant.db`);
    await store.addOverride(
      {
        newsletter: 'weekly',
        slot: null,
        override: { kind: 'edition', intro: deep },
        author: 'ada',
        reason: 'x',
        expiresAt: null,
        at: new Date('2026-11-20T08:00:00Z'),
      },
      null,
    );
    await store.close();
    const told = "the editor's note is left out: it has lists or quotations more than 8 deep; write it more simply";
    const built = await folder.run(['build', 'weekly', '--at', slot, '--out', 'out']);
    expect(built).toMatchObject({ code: 0, out: expect.stringContaining(told) });
    const sent = await folder.run(['send', 'weekly', '--at', slot]);
    expect(sent).toMatchObject({ code: 0, out: expect.stringContaining(told) });
    expect(folder.outbox()).toHaveLength(1);
  }, 120_000);
});
