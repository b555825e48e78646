import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assemble } from '../../../../src/composition/blocks/assemble.ts';
import { readDocument } from '../../../../src/composition/lint/document/mail-document.ts';
import { bareContext, lintMessage } from '../../../../src/composition/lint/lint-message.ts';
import { withThemePlaces } from '../../../../src/composition/lint/theme-places.ts';
import { linedTemplate, type Unlined, unlined } from '../../../../src/composition/themes/own/theme-lines.ts';
import { compileEdition } from '../../../../src/composition/themes/render-edition.tsx';
import { layoutOf } from '../../../../src/composition/views/layout.ts';
import { headingWith, picturesFor, storiesOf } from '../../made-up-digest.ts';
import { richDigest } from '../../rich-digest.ts';

const sourceOf = (name: string) => readFileSync(new URL(`../../../../emails/${name}.mjml`, import.meta.url), 'utf8');
const file = 'themes/ours.mjml';

/** A page of the theme, and the same of the theme with its lines. */
async function bothOf(source: string): Promise<{ readonly html: string; readonly marked: Unlined }> {
  const template = { file, source };
  const page = async (template: Awaited<ReturnType<typeof linedTemplate>>) =>
    assemble(
      await compileEdition({ ...headingWith({}, { theme: file }), template }, storiesOf(richDigest), picturesFor(richDigest)),
      layoutOf(richDigest),
    ).html;
  return { html: await page(template), marked: unlined(await page(await linedTemplate(template)), file) };
}

const findingsIn = (html: string) => lintMessage({ headers: [], html, htmlBytes: html.length, text: null, contentIds: [] }, bareContext);

describe('the lines of a theme file', () => {
  it.each(['classic', 'wire'])('of %s come off again and leave every element in its place', async (name) => {
    const source = sourceOf(name);
    const { html, marked } = await bothOf(source);
    const elements = (page: string) => readDocument(page).elements.map(({ tagName }) => tagName);
    expect(elements(marked.html)).toEqual(elements(html));
    expect(marked.html).not.toContain('courant-line');
    // What a mark names is written on the line it says.
    const lines = source.split('\n');
    const tags = [...marked.places].flatMap(([at, { line }]) => {
      const [, tag = ''] = /^<([a-z]\w*)/.exec(marked.html.slice(at)) ?? [];
      return /^(?:h[1-6]|a|span|ul|li)$/.test(tag) ? [[tag, lines[(line ?? 0) - 1]] as const] : [];
    });
    expect(tags.length).toBeGreaterThan(20);
    for (const [tag, line] of tags) expect(line).toContain(`<${tag}`);
  });

  it('are told with what the gate finds, of markup of one’s own and of MJML’s', async () => {
    const own =
      '<mj-section><mj-column>\n<mj-image src="gone.png" alt="A quay" width="200px" />\n' +
      '<mj-text>\n<p>\n<a href="https://sea.example/">here</a></p></mj-text></mj-column></mj-section></mj-body>';
    const source = sourceOf('classic').replace('</mj-body>', own);
    const { html, marked } = await bothOf(source);
    const lineOf = (text: string) => source.slice(0, source.indexOf(text)).split('\n').length;
    const told = withThemePlaces(findingsIn(html), html, marked);
    const places = (check: string) => told.filter((finding) => finding.check === check).map(({ where }) => where.theme);
    expect(places('picture-address')).toEqual([{ file, line: lineOf('<mj-image src="gone.png"') }]);
    expect(places('link-words')).toContainEqual({ file, line: lineOf('<a href="https://sea.example/">') });
  });

  it('are left out where the page is another one', async () => {
    const { html, marked } = await bothOf(sourceOf('classic'));
    const other = html.replace('</body>', '<p>late</p></body>');
    const findings = findingsIn(other);
    expect(withThemePlaces(findings, other, marked)).toEqual(findings);
  });
});
