import { describe, expect, it } from 'vitest';
import { compileEdition } from '../../../src/composition/themes/render-edition.tsx';
import { layoutOf } from '../../../src/composition/views/layout.ts';
import { publicPage, readersPage } from '../../../src/press/readers/web-digest.ts';
import { digestOf, headingWith, picturesFor, storiesOf } from '../../composition/made-up-digest.ts';

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
