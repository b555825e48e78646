import type { BrandView, EditionView, StoryView } from '../../../emails/contract/view-model.ts';

/** What every part of a theme file sees; `story`, `section` and `highlight` come with their blocks. */
export const scopeOf = (edition: EditionView) => {
  const [start, end] = edition.direction === 'rtl' ? ['right', 'left'] : ['left', 'right'];
  return { edition, brand: brandOf(edition.brand), start, end };
};

/** Liquid asks whether a thing is there only of what is at least `null`. */
const brandOf = ({ fonts, ...brand }: BrandView): Readonly<Record<string, unknown>> => ({
  ...{ logoUrl: null, logoDarkUrl: null, logoWidth: null, logoHeight: null },
  ...{ accent: null, accentDark: null, accentInk: null, home: null, social: [], footerNote: null },
  ...brand,
  headlineFont: fonts?.headline ?? null,
  bodyFont: fonts?.body ?? null,
});

/** What the block "story" sees: a field of the newsroom's own may be asked for whether an article has it or not. */
export const storyScope = (story: StoryView) => ({ story: { ...story, fields: nullWhereAbsent(story.fields) } });

const nullWhereAbsent = (fields: StoryView['fields']): object =>
  new Proxy(fields, {
    get: (own, name) => (typeof name === 'string' && Object.hasOwn(own, name) ? own[name] : null),
    getOwnPropertyDescriptor: (own, name) => ({
      configurable: true,
      enumerable: true,
      value: typeof name === 'string' && Object.hasOwn(own, name) ? own[name] : null,
    }),
  });
