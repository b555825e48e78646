import { assemble } from '../../src/composition/blocks/assemble.ts';
import type { EditionHeading } from '../../src/composition/edition.ts';
import { isThemeFile } from '../../src/composition/themes/theme-names.ts';
import { layoutOf } from '../../src/composition/views/layout.ts';
import { type BesidePlace, picturesBeside } from '../../src/io/pictures/host-beside.ts';
import { readTheme } from '../../src/io/themes/theme-files.ts';
import type { GalleryEdition } from './gallery-editions.ts';

/** Components have to be compiled; everything else runs as it is. */
export const compiled = <Module>(path: string): Promise<Module> => import(new URL(`../../dist/src/${path}`, import.meta.url).href);

/** A theme as its file is read, with what hosts the pictures beside it. */
export async function templateOf(theme: string, place: BesidePlace): Promise<EditionHeading['template']> {
  const template = await readTheme(theme);
  if (template === null || !isThemeFile(theme)) return template;
  const beside = await picturesBeside(theme, place);
  if ('source' in template) return { ...template, beside };
  return template.own === undefined ? template : { ...template, own: { ...template.own, beside } };
}

/** A page of an edition, and which of its theme's pictures could not be hosted. */
export async function pageOf(
  heading: EditionHeading,
  { digest, pictures }: GalleryEdition,
): Promise<{ readonly html: string; readonly problems: readonly string[] }> {
  const { compilePictured } = await compiled<typeof import('../../src/press/composing/compiling/compile-pictured.ts')>(
    'press/composing/compiling/compile-pictured.js',
  );
  const stories = digest.sections.flatMap((section) => section.stories.map(({ story }) => story));
  const { compiled: blocks, problems } = await compilePictured(heading, stories, pictures);
  const layout = layoutOf(digest, undefined, blocks.ranked ? (id) => blocks.stories[id]?.pictured ?? true : null);
  return { html: assemble(blocks, layout).html, problems };
}
