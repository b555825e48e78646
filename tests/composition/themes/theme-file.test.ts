import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { digestPreview } from '../../../emails/preview-props.ts';
import { assemble } from '../../../src/composition/blocks/assemble.ts';
import { escapeHtml } from '../../../src/composition/text/neutral-text.ts';
import { compileEdition } from '../../../src/composition/themes/render-edition.tsx';
import { mjmlTypesetter } from '../../../src/composition/themes/render-mjml-theme.ts';
import { renderWhole } from '../../../src/composition/themes/render-whole.tsx';
import { layoutOf } from '../../../src/composition/views/layout.ts';
import { headingWith, picturesFor, storiesOf } from '../made-up-digest.ts';
import { richDigest } from '../rich-digest.ts';

const classic = readFileSync(new URL('../../../emails/classic.mjml', import.meta.url), 'utf8');
const file = 'themes/ours.mjml';
const page = async (source: string) => mjmlTypesetter({ file, source }).page(digestPreview);
const lineOf = (text: string) => classic.slice(0, classic.indexOf(text)).split('\n').length;

describe('a theme file', () => {
  it('is set in whatever an editor makes of it', async () => {
    const html = await page(classic.replaceAll('#1f5a41', '#402060'));
    expect(html).toContain('#402060');
    expect(html).toContain('Night ferry returns after eleven years');
  });

  it('sets a story that changed beside those it set before, and every block is what setting all of them anew gives', async () => {
    const views = digestPreview.sections
      .flatMap(({ stories }) => stories)
      .map((story) => ({
        lead: { ...story, form: 'lead' as const },
        sectionLead: { ...story, form: 'section-lead' as const },
        card: { ...story, form: 'card' as const },
        cardHalf: { ...story, form: 'card' as const, half: true },
        brief: { ...story, form: 'brief' as const },
        briefHalf: { ...story, form: 'brief' as const, half: true },
        highlight: { topic: 'Sea', headline: story.headline, href: story.href, direction: story.direction },
      }));
    const reworded = views.map((one, index) => (index === 1 ? { ...one, lead: { ...one.lead, headline: 'Ferry & fog' } } : one));
    const setter = mjmlTypesetter({ file, source: classic });
    const first = await setter.blocks(digestPreview.edition, views);
    const second = await setter.blocks(digestPreview.edition, [...reworded.toReversed(), ...views.slice(0, 1)]);
    const anew = await mjmlTypesetter({ file: 'themes/copy.mjml', source: classic }).blocks(digestPreview.edition, reworded);
    expect(second.stories).toEqual([...anew.stories.toReversed(), first.stories[0]]);
    expect({ ...second, stories: [] }).toEqual({ ...anew, stories: [] });
    expect(second.stories.at(-2)).not.toEqual(first.stories[1]);
    const other = { ...digestPreview.edition, footer: { ...digestPreview.edition.footer, name: 'Another newsletter' } };
    expect((await setter.blocks(other, views)).document).toContain('Another newsletter');
  });

  it('with a mistake in its MJML is told by file and line, every mistake once', async () => {
    const broken = classic.replace('<mj-table css-class="g" padding="0 16px">', '<mj-table css-class="g" paddding="0 16px">');
    await expect(page(broken)).rejects.toMatchObject({
      code: 'theme-invalid',
      message: expect.stringMatching(
        new RegExp(`^${file}:${lineOf('<mj-table css-class="g" padding="0 16px">')}: <mj-table> .*paddding[^\\n]*$`),
      ),
    });
  });

  it('with a tag that is not closed is told by its file and line, whichever block MJML swallowed', async () => {
    const heading = headingWith({}, { theme: file });
    const at = classic.indexOf('</mj-table>', classic.indexOf('{% block story %}'));
    const open = classic.lastIndexOf('<mj-table', at);
    const line = classic.slice(0, open).split('\n').length;
    const broken = classic.slice(0, at) + classic.slice(at + '</mj-table>'.length);
    const told = { code: 'theme-invalid', message: expect.stringMatching(new RegExp(`^${file}:${line}: <mj-table>`)) };
    await expect(
      compileEdition({ ...heading, template: { file, source: broken } }, storiesOf(richDigest), new Map()),
    ).rejects.toMatchObject(told);
  });

  it('without a place for the lead knows leads and cards alone, as files written before there were four forms', async () => {
    const before = mjmlTypesetter({ file, source: classic.replace('{% lead %}', '') });
    expect([before.ranked, mjmlTypesetter({ file, source: classic }).ranked]).toEqual([false, true]);
    const heading = { ...headingWith({}, { theme: file }), template: { file, source: classic.replace('{% lead %}', '') } };
    const compiled = await compileEdition(heading, storiesOf(richDigest), picturesFor(richDigest));
    const { html } = assemble(compiled, layoutOf(richDigest));
    const body = html.slice(html.indexOf('</head>'));
    expect(body.indexOf('>Transport<')).toBeLessThan(body.indexOf('>Night ferry to the islands'));
    for (const { topic } of richDigest.sections) expect(html).toContain(escapeHtml(topic));
    expect(assemble(compiled, layoutOf(richDigest))).toStrictEqual(await renderWhole(heading, richDigest, picturesFor(richDigest)));
  });

  it.each([
    ['a value there is not', '{{ edition.subjcet }}', /subjcet/],
    ['a filter that is not for words', '{{ edition.subject | upcase }}', /upcase/],
    ['a filter that would let markup through', '{{ edition.subject | raw }}', /raw/],
    ['the clock', "{{ 'now' | date: '%s' }}", /date/],
    ['another file', "{% include '/etc/passwd' %}", /include/],
    ['another file, rendered', "{% render '/etc/passwd' %}", /render/],
    ['a block there is not', '{% block sidebar %}{% endblock %}', /sidebar.*highlights, highlight, section, story, sponsor/],
    ['a block that is not closed', '{% block story %}', /twice|endblock/],
  ])('cannot use %s: file and line are told', async (_, code, reason) => {
    const source = classic.replace('<mj-title>{{ edition.subject }}', () => `<mj-title>${code}`);
    const message = new RegExp(`^${file}:${lineOf('<mj-title>')}: .*(?:${reason.source})`, 's');
    await expect(page(source)).rejects.toMatchObject({ code: 'theme-invalid', message: expect.stringMatching(message) });
  });

  it('cannot read other files through MJML either', async () => {
    await expect(page(classic.replace('<mj-head>', '<mj-head>\n<mj-include path="/etc/passwd" />'))).rejects.toMatchObject({
      message: expect.stringMatching(new RegExp(`^${file}:${lineOf('<mj-head>') + 1}: mj-include`)),
    });
  });

  it('must define every block', async () => {
    await expect(page('<mjml><mj-body></mj-body></mjml>')).rejects.toMatchObject({
      message: expect.stringContaining('"highlights" is missing'),
    });
  });

  it('never lets a story’s words act as MJML, Liquid or HTML', async () => {
    const words = '</mj-text><mj-raw><b>x</b></mj-raw>{{ edition.subject }}%20&amp;<script>';
    const [section] = digestPreview.sections;
    const stories = (section?.stories ?? []).map((story) => ({ ...story, headline: words, href: `https://a.example/%20b?x=%2520&y=1` }));
    const html = await mjmlTypesetter({ file, source: classic }).page({
      ...digestPreview,
      sections: [{ topic: words, tone: '0', headed: true, stories }],
    });
    expect(html).toContain(
      '&lt;/mj-text&gt;&lt;mj-raw&gt;&lt;b&gt;x&lt;/b&gt;&lt;/mj-raw&gt;{{ edition.subject }}%20&amp;amp;&lt;script&gt;',
    );
    expect(html).toContain('href="https://a.example/%20b?x=%2520&amp;y=1"');
  });

  it('is chosen by the heading’s template, whatever the theme is called', async () => {
    const heading = { ...headingWith({}, { theme: file }), template: { file, source: classic } };
    const compiled = await compileEdition(heading, storiesOf(richDigest), picturesFor(richDigest));
    expect(compiled.html.document).toContain('#1f5a41');
    await expect(compileEdition({ ...heading, template: null }, [], new Map())).rejects.toMatchObject({ code: 'unknown-theme' });
  });
});
