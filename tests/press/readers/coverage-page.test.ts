import { describe, expect, it } from 'vitest';
import { layoutWhole } from '../../../src/composition/blocks/size-budget.ts';
import { compileEdition } from '../../../src/composition/themes/render-edition.tsx';
import { layoutOf } from '../../../src/composition/views/layout.ts';
import { publicPage, readersPage } from '../../../src/press/readers/web-digest.ts';
import { digestOf, headingWith, picturesFor, storiesOf } from '../../composition/made-up-digest.ts';
import { wholeDigest } from '../../composition/whole-texts.ts';

const others = ['Coast Wire', 'The Ledger', 'Field <i>Notes</i>', 'Metro Gazette', 'Orbit Daily', 'Weathervane'];
const digest = digestOf({
  Transport: [{ id: 'ferry', title: 'Night ferry returns', others }],
  Climate: [{ id: 'water', title: 'Reservoirs are full', others: ['Coast Wire'] }],
});

const page = async () => {
  const compiled = JSON.stringify(await compileEdition(headingWith(), storiesOf(digest), picturesFor(digest)));
  return { fingerprint: 'f', told: null, compiled, layout: JSON.stringify(layoutOf(digest)) };
};

const uncorrected = {
  corrections: new Map(),
  words: () => ({ title: 'Corrections', on: String, before: 'Before', language: 'en', direction: 'ltr' }) as const,
};

describe('"3 more" beside a story', () => {
  it('leads down the reader’s own page, where every outlet is named and linked', async () => {
    const tokens = { unsubscribe: 'U'.repeat(40), preferences: 'P'.repeat(40), view: 'V'.repeat(40) };
    const { html } = readersPage(await page(), tokens, uncorrected);
    expect(html).toContain('href="#coverage-ferry"');
    expect(html.match(/id="coverage-\w+"/g)).toEqual(['id="coverage-ferry"']);
    const list = html.slice(html.indexOf('id="coverage-ferry"'));
    for (const name of others) expect(list).toContain(`>${name.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}<`);
    expect(list).toContain('https://weathervane.example/news/ferry');
    expect(html).not.toContain('zzSLOT');
  });

  it('stands on either page beside whole texts, which are all there', async () => {
    const whole = await compileEdition(headingWith({}, { wholeTexts: true }), storiesOf(wholeDigest), picturesFor(wholeDigest));
    const layout = JSON.stringify(layoutWhole(whole, wholeDigest));
    const stored = { fingerprint: 'f', told: null, compiled: JSON.stringify(whole), layout };
    const tokens = { unsubscribe: 'U'.repeat(40), preferences: 'P'.repeat(40), view: 'V'.repeat(40) };
    const link = { href: 'https://news.courant.example/subscribe', label: 'Subscribe', note: 'A past edition.' };
    for (const { html } of [readersPage(stored, tokens, uncorrected), publicPage(stored, link, uncorrected)]) {
      expect(html).toContain('Letters go with the same ship');
      expect(html).toContain('https://media.courant.example/text-0.jpg');
      expect(html).not.toMatch(/<script|onclick|javascript:/);
    }
  });

  it('does so on the page for everyone, which keeps no reader’s link and one to subscribe', async () => {
    const { html } = publicPage(
      await page(),
      {
        href: 'https://news.courant.example/subscribe',
        label: 'Subscribe',
        note: 'A past edition.',
      },
      uncorrected,
    );
    expect(html).toContain('href="#coverage-ferry"');
    expect(html).toContain('id="coverage-ferry"');
    expect(html).not.toContain('zzSLOT');
    expect(html).toContain('A past edition.');
    expect(html.match(/news\.courant\.example\/subscribe"/g)).toHaveLength(1);
  });
});
