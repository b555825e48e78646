import { describe, expect, it } from 'vitest';
import { assemble } from '../../../src/composition/blocks/assemble.ts';
import { columns } from '../../../src/composition/text/text-measure.ts';
import { compileEdition } from '../../../src/composition/themes/render-edition.tsx';
import { layoutOf } from '../../../src/composition/views/layout.ts';
import { digestOf, headingWith, picturesFor, storiesOf } from '../made-up-digest.ts';
import { richDigest } from '../rich-digest.ts';

const textOf = async (digest: typeof richDigest) =>
  assemble(await compileEdition(headingWith(), storiesOf(digest), picturesFor(digest)), layoutOf(digest)).text;

describe('the text part', () => {
  it('tells every story in order, each address once and whole on a line of its own', async () => {
    const text = await textOf(richDigest);
    let position = 0;
    const forms = new Map(layoutOf(richDigest).sections.flatMap(({ stories }) => stories.map(({ id, form }) => [id, form] as const)));
    for (const { id, lead, alsoCoveredBy } of storiesOf(richDigest)) {
      const start = lead.title.slice(0, 40);
      const at = text.indexOf(`\n${start}`, position) >= 0 ? text.indexOf(`\n${start}`, position) : text.indexOf(`] ${start}`, position);
      expect(at, lead.title).toBeGreaterThan(position);
      position = at;
      const lines = text.split('\n').map((line) => line.trim());
      const others = forms.get(id) === 'brief' ? [] : alsoCoveredBy.length > 4 ? alsoCoveredBy.slice(0, 3) : alsoCoveredBy;
      for (const { url } of [lead, ...others])
        expect(
          lines.filter((line) => line === url),
          url,
        ).toHaveLength(1);
    }
  });

  it('wraps at 72 columns and pads with no invisible characters', async () => {
    const text = await textOf(richDigest);
    for (const line of text.split('\n')) expect(columns(line) <= 72 || line.includes('://'), line).toBe(true);
    expect(text).not.toMatch(/[\u034F\u200B-\u200D\u2007\uFEFF]/);
  });

  it('reads like a small newspaper', async () => {
    const digest = digestOf({
      Transport: [
        {
          id: 'tram',
          title: 'Tram line six opens a month early',
          excerpt: 'Passengers ride free until the end of August.',
          update: true,
          others: ['The Ledger'],
        },
      ],
      Sport: [{ id: 'swim', title: 'She swam the strait both ways', type: 'video' }],
    });
    expect(await textOf(digest)).toMatchInlineSnapshot(`
      "The Morning Courant
      ===================
      What happened, told once
      No. 42 · Monday, 15 August 2022 · 2 stories

      Transport
      =========

      [Update] Tram line six opens a month early
      Harbour Post · 14 August
      Passengers ride free until the end of August.
      [The quay <at> dawn, tram · Ida & Lund]
      https://harbour-post.example/2022/08/tram
      Also covered by The Ledger
        https://the-ledger.example/news/tram

      Sport
      =====

      She swam the strait both ways
      Harbour Post · 14 August · Video
      [The quay <at> dawn, swim · Ida & Lund]
      https://harbour-post.example/2022/08/swim

      ------------------------------------------------------------------------
      That is all: 2 stories.

      You get this e-mail because you subscribed to The Morning Courant.

      Change your topics:
      https://news.courant.example/p/zzSLOT-preferences-zzzzzzzzzzzzzzzzzzzzz
      Unsubscribe:
      https://news.courant.example/u/zzSLOT-unsubscribe-zzzzzzzzzzzzzzzzzzzzz
      View in browser:
      https://news.courant.example/v/zzSLOT-view-zzzzzzzzzzzzzzzzzzzzzzzzzzzz

      The Morning Courant
      Courant Press
      1 Quay Street
      Port Ellery PE1 1AA
      "
    `);
  });
});
