import type { ThemeText } from '../../../emails/contract/theme.ts';
import type { EditionView } from '../../../emails/contract/view-model.ts';
import type { ThemeTemplate } from '../edition.ts';
import { asText, marksInto } from './mjml-marks.ts';
import { scopeOf } from './theme-scope.ts';
import { parseTemplate, type TextPlace } from './theme-template.ts';

/** What a theme file writes into the text part, by `{% text head %}`, `section`, `story` and `footer`: an empty line parts paragraphs. */
export const mjmlText = (template: ThemeTemplate, places: ReadonlySet<TextPlace>): ThemeText => {
  const written = (place: TextPlace, scope: object, edition: EditionView | null): string => {
    const values: string[] = [];
    const parsed = parseTemplate(
      template,
      marksInto(() => values),
    );
    const around = edition === null ? {} : { ...parsed.page(scopeOf(edition)).assigned, ...scopeOf(edition) };
    return asText(parsed.text(place, { ...around, ...scope }), values);
  };
  const line = (place: TextPlace, scope: object) => written(place, scope, null).replace(/\s+/gu, ' ').trim();
  const paragraphs = (place: TextPlace) => (edition: EditionView) =>
    written(place, {}, edition)
      .split(/\n\s*\n/)
      .map((paragraph) => paragraph.replace(/\s+/gu, ' ').trim());
  return {
    ...(places.has('head') ? { head: paragraphs('head') } : {}),
    ...(places.has('footer') ? { footer: paragraphs('footer') } : {}),
    ...(places.has('section') ? { section: (topic: string) => line('section', { section: { topic } }) } : {}),
    ...(places.has('story') ? { story: (number: string) => line('story', { story: { number } }) } : {}),
  };
};
