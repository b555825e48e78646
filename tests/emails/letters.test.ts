import { describe, expect, it } from 'vitest';
import { letterKinds } from '../../src/composition/letters/letters.ts';
import { renderLetter } from '../../src/composition/letters/render-letter.tsx';
import { catalogue } from '../../src/composition/text/strings/catalogue.ts';
import { en } from '../../src/composition/text/strings/letters/en.ts';
import { letterCatalogue } from '../../src/composition/text/strings/letters/letter-catalogue.ts';
import { columns } from '../../src/composition/text/text-measure.ts';
import { headingWith } from '../composition/made-up-digest.ts';
import { themes } from '../composition/themes.ts';
import { letterValues } from './letters.ts';
import { markupFaults } from './markup-faults.ts';

const languages = Object.values(letterCatalogue).map(({ language }) => language);
const { imprint } = headingWith({}, { name: 'The <b>Morning</b> Courant' });

describe.each(themes.flatMap((theme) => languages.map((locale) => ({ theme, locale }))))(
  'letters in $theme, $locale',
  ({ theme, locale }) => {
    it.each(letterKinds)('%s is valid, escaped, and the same in its text part', async (kind) => {
      const { subject, preheader, html, text } = await renderLetter(kind, letterValues[kind], { ...imprint, theme, locale });
      expect(await markupFaults(html)).toEqual([]);
      expect(html.match(/<script|<b>(?:Morning|Space)|undefined|\[object|[{}]newsletter|courant-/g)).toBeNull();
      expect(html.match(/<h1/g)).toHaveLength(1);
      expect(columns(preheader)).toBeLessThanOrEqual(110);
      expect(preheader).not.toBe(subject);
      expect(text).not.toContain(preheader);
      expect(text).not.toMatch(/\{\w+\}/);
      for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g)) expect(text.split('\n')).toContain(href.replaceAll('&amp;', '&'));
    });
  },
);

describe('the confirmation', () => {
  it('says nothing but our words, the newsletter and the address to confirm at', async () => {
    const { text } = await renderLetter('confirm', letterValues.confirm, { ...imprint, locale: 'en-GB' });
    const said = [en.confirm.heading, en.confirm.body, en.confirm.action, en.confirm.ignore].map((words) =>
      words.replace('{newsletter}', imprint.name),
    );
    const rest = said.reduce((left, words) => left.replace(words, ''), text.replace(/\s+/g, ' '));
    const known = [imprint.name, letterValues.confirm.confirmHref, ...imprint.postalAddress.split('\n')];
    expect(known.reduce((left, words) => left.replace(words, ''), rest).replace(/[=\-:\s]/g, '')).toBe('');
  });
});

describe('the words of letters', () => {
  const places = (words: unknown): unknown =>
    typeof words === 'string'
      ? (words.match(/\{\w+\}/g) ?? []).toSorted()
      : Object.fromEntries(Object.entries(words as object).map(([name, inner]) => [name, places(inner)]));

  it.each(Object.entries(letterCatalogue))('in %s keep every place of the English ones', (_, { language, ...words }) => {
    const { language: __, ...english } = en;
    expect(places(words)).toEqual(places(english));
    expect(language).toMatch(/^\w\w/);
  });

  it('exist in every language digests do', () => {
    expect(Object.keys(letterCatalogue)).toEqual(Object.keys(catalogue));
  });
});
