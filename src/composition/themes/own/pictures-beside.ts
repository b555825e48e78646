import type { Beside, BesideAsked, BesideHosted } from '../../../../emails/contract/theme.ts';
import type { CompiledEdition, Markup } from '../../blocks/compiled-edition.ts';
import type { EditionHeading } from '../../edition.ts';
import { escapeHtml } from '../../text/neutral-text.ts';

/** What hosts the pictures beside a theme's file; `null` for a theme that has no file of its own. */
export const besideOf = (template: EditionHeading['template']): Beside | null => {
  if (!template) return null;
  return ('source' in template ? template.beside : template.own?.beside) ?? null;
};

/** The pictures a theme's own tags ask for by a path relative to its file, each once. */
export function picturesBeside(compiled: CompiledEdition): readonly BesideAsked[] {
  const asked = new Map<string, BesideAsked>();
  mapMarkup(compiled, (html) => {
    for (const [tag] of html.matchAll(pictureTag)) {
      const wanted = askedBy(tag);
      if (wanted !== null) asked.set(keyOf(wanted), wanted);
    }
    return html;
  });
  return [...asked.values()];
}

/** The blocks with those pictures in their places, their sizes written out. What could not be hosted stays as it was written. */
export function withPicturesBeside(
  compiled: CompiledEdition,
  asked: readonly BesideAsked[],
  hosted: readonly BesideHosted[],
): CompiledEdition {
  const known = new Map(asked.map((one, at) => [keyOf(one), hosted[at]] as const));
  return mapMarkup(compiled, (html) =>
    html.replace(pictureTag, (tag) => {
      const wanted = askedBy(tag);
      const found = wanted === null ? undefined : known.get(keyOf(wanted));
      if (found === undefined || 'problem' in found) return tag;
      const { src, width, height } = found;
      return [
        ['src', src],
        ['width', String(width)],
        ['height', String(height)],
      ].reduce((written, [name = '', value = '']) => withAttribute(written, name, value), tag);
    }),
  );
}

const keyOf = ({ src, width, height }: BesideAsked): string => JSON.stringify([src, width, height]);

const value = `"[^"]*"|'[^']*'`;
/** Content is escaped, so such a tag is the theme's. */
const pictureTag = new RegExp(`<img\\b(?:[^>"']|${value})*>`, 'gi');

function askedBy(tag: string): BesideAsked | null {
  const src = attributeOf(tag, 'src');
  if (src === null || !isBeside(src)) return null;
  return { src, width: pixels(attributeOf(tag, 'width')), height: pixels(attributeOf(tag, 'height')) };
}

/** Neither an address of the web, nor a part of the message, nor a place where a story's picture will stand. */
const isBeside = (src: string): boolean => src !== '' && !/^(?:[a-z][a-z0-9+.-]*:|[/\\#?])/i.test(src) && !/[\uFDD0-\uFDEF]/.test(src);

const pixels = (text: string | null): number | null => {
  const [, number] = /^([1-9]\d{0,3})(?:px)?$/.exec(text?.trim() ?? '') ?? [];
  return number === undefined ? null : Number(number);
};

const attributePattern = (name: string) => new RegExp(`(\\s${name}=)(?:"([^"]*)"|'([^']*)')`, 'i');

function attributeOf(tag: string, name: string): string | null {
  const found = attributePattern(name).exec(tag);
  return found === null ? null : (found[2] ?? found[3] ?? '').replaceAll('&amp;', '&');
}

function withAttribute(tag: string, name: string, text: string): string {
  const written = `${name}="${escapeHtml(text)}"`;
  const pattern = attributePattern(name);
  return pattern.test(tag) ? tag.replace(pattern, () => ` ${written}`) : tag.replace(/\s*\/?>$/, (end) => ` ${written}${end}`);
}

/** The edition with every stretch of its markup changed. */
function mapMarkup(compiled: CompiledEdition, change: (html: string) => string): CompiledEdition {
  const segments = (markup: Markup) => markup.map((one) => (typeof one === 'string' ? change(one) : { ...one, html: change(one.html) }));
  const { html, stories, withoutNote } = compiled;
  return {
    ...compiled,
    ...(withoutNote === undefined ? {} : { withoutNote: { ...withoutNote, document: change(withoutNote.document) } }),
    html: {
      document: change(html.document),
      highlights: change(html.highlights),
      sectionHead: change(html.sectionHead),
      sponsor: change(html.sponsor),
    },
    stories: Object.fromEntries(
      Object.entries(stories).map(([id, story]) => [
        id,
        {
          ...story,
          html: Object.fromEntries(
            Object.entries(story.html).map(([form, markup]) => [
              form,
              typeof markup === 'string' ? change(markup) : segments(markup ?? []),
            ]),
          ) as typeof story.html,
        },
      ]),
    ),
  };
}
