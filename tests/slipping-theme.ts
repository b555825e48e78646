import { readFileSync } from 'node:fs';

const classic = readFileSync(new URL('../emails/classic.mjml', import.meta.url), 'utf8');

/** A theme as its author meant it. */
export const soundTheme = classic;

/** The same with a slip of its author, which no article and no editor can bring about or mend: the gate stops it by `leftover-values`. */
export const slippingTheme = classic.replace('{{ edition.masthead.storyCount }}</p>', '{{ edition.masthead.storyCount }} · NaN</p>');

/** The same with a slip that shows on the story alone whose headline holds these words. */
export const themeSlippingOn = (words: string): string =>
  classic.replaceAll(
    '{{ story.outlet.name }}',
    `{{ story.outlet.name }}{% if story.headline contains "${words}" %} · undefined{% endif %}`,
  );
