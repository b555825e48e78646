import { describe, expect, it } from 'vitest';
import { catalogue, stringsFor } from '../../../../src/composition/text/strings/catalogue.ts';
import { en } from '../../../../src/composition/text/strings/en.ts';
import { wordingFor } from '../../../../src/composition/text/wording.ts';

const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();

describe.each(Object.values(catalogue))('the words in $language', (strings) => {
  it('keep every place of the English ones', () => {
    for (const [name, english] of Object.entries(en)) {
      if (typeof english !== 'string' || name === 'language') continue;
      expect(places(strings[name as keyof typeof strings] as string), name).toEqual(places(english));
    }
  });

  it('have a form for every plural category of the language', () => {
    const categories = new Intl.PluralRules(strings.language).resolvedOptions().pluralCategories;
    for (const category of categories) {
      if (category === 'many' && strings.language !== 'ar') continue; // Millions of stories.
      expect(strings.storyCount[category], category).toBeTypeOf('string');
    }
  });
});

describe('choosing words', () => {
  it('goes by language, English where a language is missing', () => {
    expect(stringsFor('de-AT').language).toBe('de');
    expect(stringsFor('pt').language).toBe('pt-BR');
    expect(stringsFor('nl').language).toBe('en');
  });

  it('knows which way a locale is written, even one without words of its own', () => {
    expect(['ar', 'he', 'fa', 'ur', 'en', 'ja'].map((locale) => wordingFor({ locale, zone: 'UTC' }).direction)).toEqual([
      'rtl',
      'rtl',
      'rtl',
      'rtl',
      'ltr',
      'ltr',
    ]);
  });
});
