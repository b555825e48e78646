import { describe, expect, it } from 'vitest';
import { assemble } from '../../../src/composition/blocks/assemble.ts';
import { compileEdition } from '../../../src/composition/themes/render-edition.tsx';
import { layoutOf } from '../../../src/composition/views/layout.ts';
import { editionMessages, editionSizeBound, editionSizes, letterMessages } from '../../../src/io/mail/message/edition-messages.ts';
import { parseMessage } from '../../../src/io/mail/message/parse-message.ts';
import { lintEdition, mustPass } from '../../../src/press/composing/lint-edition.ts';
import { Newsletter } from '../../../src/press/newsletter/newsletter.ts';
import type { Digest } from '../../../src/selection/choosing/digest.ts';
import { headingWith, storiesOf } from '../../composition/made-up-digest.ts';
import { richDigest } from '../../composition/rich-digest.ts';
import { newsletterInput } from '../../project-folder.ts';

const baseUrl = 'https://news.courant.example';
const tools = {
  baseUrl,
  measurePictures: async () => new Map(),
  messages: {
    htmlSize: editionSizes,
    htmlSizeBound: editionSizeBound,
    edition: editionMessages,
    letter: letterMessages,
    read: parseMessage,
  },
} satisfies Parameters<typeof lintEdition>[0];

/** Digests of one story, two, and so on, up to `count`. */
async function edition(count: number, slip = (html: string) => html) {
  const heading = headingWith();
  const { html, ...blocks } = await compileEdition(heading, storiesOf(richDigest), new Map());
  const compiled = { ...blocks, html: { ...html, document: slip(html.document) } };
  const digests = Array.from({ length: count }, (_, at) => {
    let left = at + 1;
    const sections = richDigest.sections.flatMap(({ topic, stories }) => {
      const kept = stories.slice(0, left);
      left -= kept.length;
      return kept.length === 0 ? [] : [{ topic, stories: kept }];
    });
    const digest: Digest = { ...richDigest, sections };
    const layout = layoutOf(digest);
    const rendered = assemble(compiled, layout);
    const storyIds = storiesOf(digest).map(({ id }) => id);
    const composed = {
      fingerprint: `digest-${at + 1}`,
      layout,
      storyIds,
      sections: [],
      rendered,
      htmlBytes: editionSizes(compiled)(layout),
    };
    return { composed, digest };
  });
  return { heading, compiled, digests };
}

const newsletter = (lint: object = {}) =>
  Newsletter.parse({ ...newsletterInput, postalAddress: headingWith().imprint.postalAddress.replaceAll('\n', ', '), lint });

/** A preheader that Outlook for Windows prints above the masthead. */
const slip = (html: string): string => html.replaceAll('mso-hide:all', '');

const lint = async (count: number, slips = (html: string) => html, waive: readonly string[] = []) => {
  const { heading, compiled, digests } = await edition(count, slips);
  const owner = newsletter({ waive });
  return { owner, result: await lintEdition(tools, { newsletter: owner, heading, compiled }, digests) };
};

describe('the gate before an edition is sealed', () => {
  it('looks at the longest digest and a sample down to the shortest', async () => {
    const { owner, result } = await lint(24);
    expect(result.of).toBe(24);
    expect(result.digests.map(({ fingerprint }) => fingerprint)).toEqual(['digest-24', 'digest-18', 'digest-12', 'digest-7', 'digest-1']);
    expect(result.digests.flatMap(({ verdict }) => verdict.findings)).toEqual([]);
    expect(() => mustPass(owner, 'edition 42 is not sealed', result)).not.toThrow();
  });

  it('looks at all digests of an edition that has few', async () => {
    expect((await lint(2)).result.digests.map(({ fingerprint }) => fingerprint)).toEqual(['digest-2', 'digest-1']);
    expect((await lint(1)).result.digests).toHaveLength(1);
  });

  it('stops an edition with an error, naming the check, what was found and how to mend it', async () => {
    const { owner, result } = await lint(3, slip);
    expect(() => mustPass(owner, 'edition 42 is not sealed', result)).toThrow(
      expect.objectContaining({
        code: 'lint-blocked',
        message: expect.stringContaining(
          'preheader-hidden: a preheader without mso-hide:all. For the theme author: Add mso-hide:all to its style.',
        ),
        help: expect.stringContaining("waive: ['preheader-hidden']"),
      }),
    );
  });

  it('lets a check pass that is waived by name, and no other', async () => {
    const waived = await lint(1, slip, ['preheader-hidden']);
    expect(waived.result.digests[0]?.verdict).toMatchObject({ waived: 1, errors: 0, blocked: false });
    expect(() => mustPass(waived.owner, 'edition 42 is not sealed', waived.result)).not.toThrow();
    const other = await lint(1, slip, ['html-size']);
    expect(() => mustPass(other.owner, 'edition 42 is not sealed', other.result)).toThrow(
      expect.objectContaining({ code: 'lint-blocked' }),
    );
  });
});
