import { readFileSync } from 'node:fs';
import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { bulletin } from '../../../emails/bulletin/bulletin.tsx';
import type { Theme } from '../../../emails/contract/theme.ts';
import type { StoryView } from '../../../emails/contract/view-model.ts';
import { assemble } from '../../../src/composition/blocks/assemble.ts';
import type { EditionHeading } from '../../../src/composition/edition.ts';
import { compileEdition } from '../../../src/composition/themes/render-edition.tsx';
import { renderWhole } from '../../../src/composition/themes/render-whole.tsx';
import { layoutOf } from '../../../src/composition/views/layout.ts';
import type { Digest } from '../../../src/selection/choosing/digest.ts';
import { digestOf, headingWith, picturesFor, storiesOf } from '../made-up-digest.ts';

const wire = readFileSync(new URL('../../../emails/wire.mjml', import.meta.url), 'utf8');
const classic = readFileSync(new URL('../../../emails/classic.mjml', import.meta.url), 'utf8');

/** Assembled from blocks, and proved to be what the digest rendered whole is. */
async function mailOf(heading: EditionHeading, digest: Digest) {
  const pictures = picturesFor(digest);
  const mail = assemble(await compileEdition(heading, storiesOf(digest), pictures), layoutOf(digest));
  expect(mail).toStrictEqual(await renderWhole(heading, digest, pictures));
  return mail;
}

const inFile = (source: string) => headingWith({ template: { file: 'themes/ours.mjml', source } }, { theme: 'themes/ours.mjml' });
const inCode = (theme: Theme) => headingWith({ template: { theme } }, { theme: 'themes/ours.tsx' });

const digest = digestOf({
  Sea: [
    { id: 'ferry', title: 'Night ferry returns', excerpt: 'It sails at six.', fields: { price: 12, tags: ['old', '<b>new</b>'] } },
    { id: 'tide', title: 'The tide table is right again' },
  ],
  Land: [
    { id: 'tram', title: 'Tram line six opens', fields: { link: 'java\nscript:alert(1)', price: 3 } },
    { id: 'bus', title: 'A bus' },
  ],
});

describe('captions', () => {
  it('stand below the large pictures, with whose they are, in the HTML and in the text, escaped', async () => {
    const { html, text } = await mailOf(headingWith({}, { theme: 'broadsheet' }), digest);
    expect(html.match(/The quay &lt;at&gt; dawn, \w+ · Ida &amp; Lund/g)).toEqual([
      'The quay &lt;at&gt; dawn, ferry · Ida &amp; Lund',
      'The quay &lt;at&gt; dawn, tram · Ida &amp; Lund',
    ]);
    expect(text.match(/\[The quay <at> dawn, \w+ · Ida & Lund\]/g)).toHaveLength(2);
  });

  it('are in no text part of a theme that shows none', async () => {
    expect((await mailOf(inFile(wire), digest)).text).not.toContain('Ida');
    expect((await mailOf(inFile(classic), digest)).text).toContain('Ida');
  });
});

describe('fields of a newsroom’s own', () => {
  it('reach components, escaped', async () => {
    const Story = ({ story }: { story: StoryView }) => createElement('p', {}, JSON.stringify(story.fields));
    const { html } = await mailOf(inCode({ ...bulletin(), Story }), digest);
    expect(html).toContain('{&quot;price&quot;:12,&quot;tags&quot;:[&quot;old&quot;,&quot;&lt;b&gt;new&lt;/b&gt;&quot;]}');
    expect(html).toContain('{&quot;price&quot;:3}');
    expect(html).toContain('<p>{}</p>');
  });

  it('reach theme files, which may ask for one an article has not', async () => {
    const shown =
      '{% if story.fields.price > 5 %}<p>{{ story.fields.price }} crowns{% for tag in story.fields.tags %}, {{ tag }}{% endfor %}</p>{% endif %}';
    const { html } = await mailOf(inFile(wire.replace('{% if story.alsoCoveredBy %}', `${shown}{% if story.alsoCoveredBy %}`)), digest);
    expect(html.match(/\w+ crowns[^<]*/g)).toEqual(['12 crowns, old, &lt;b&gt;new&lt;/b&gt;']);
    expect(html).not.toContain('script:');
  });
});

describe('a theme’s own words in the text part', () => {
  const expected = [
    /^The Morning Courant\n=+\n.*\n.*\n\nBrought to you by the tide\.\n/,
    /\nTopic: Sea\n=+\n\n1\) Night ferry returns\n/,
    /\n3\) Tram/,
    /\n\nMade on 15 August/,
  ];

  it('are written by functions beside its components', async () => {
    const theme: Theme = {
      ...bulletin(),
      text: {
        head: () => ['Brought to you by the tide.', ' '],
        section: (topic) => `Topic: ${topic}`,
        story: (number) => `${number})`,
        footer: ({ masthead }) => [`Made on ${masthead.date.replace('Monday, ', '').replace('Monday ', '')}.`],
      },
    };
    const { text } = await mailOf(inCode(theme), digest);
    for (const words of expected) expect(text).toMatch(words);
  });

  it('stand in a theme file where they belong, and nowhere in its page', async () => {
    const own = [
      '{% text head %}Brought to you\n by the tide.{% endtext %}',
      '{% text section %}Topic: {{ section.topic }}{% endtext %}',
      '{% text story %}{{ story.number }}){% endtext %}',
      '{% text footer %}{% if edition.footer %}Made on 15 August & after{% endif %}{% endtext %}',
    ];
    const { text, html } = await mailOf(inFile(`${own.join('\n')}\n${wire}`), digest);
    for (const words of expected) expect(text).toMatch(words);
    expect(text).toContain('15 August & after');
    expect(html).not.toContain('the tide.');
  });

  it('are told by the line where they are none of those there are', async () => {
    const misspelt = wire.replace('<mjml', '{% text heading %}x{% endtext %}<mjml');
    const line = wire.slice(0, wire.indexOf('<mjml')).split('\n').length;
    await expect(mailOf(inFile(misspelt), digest)).rejects.toMatchObject({
      message: expect.stringContaining(`themes/ours.mjml:${line}: there is no text "heading"; they are head, section, story, footer`),
    });
  });
});
