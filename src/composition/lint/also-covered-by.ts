import type { Found } from './finding.ts';
import type { ExpectedStory, LintedMail } from './linted-mail.ts';
import { attribute, flat, type MailElement, placeOf, quoted, textOf, wholePart } from './mail-document.ts';

/** The links to other outlets' tellings, against the stories they belong to. */
export function* alsoCoveredByFaults({ document, context }: LintedMail): Generator<Found> {
  if (context.expected === null) return;
  const byAddress = new Map<string, MailElement[]>();
  for (const link of document.elements) {
    const href = link.tagName === 'a' ? attribute(link, 'href') : null;
    if (href !== null) byAddress.set(href, [...(byAddress.get(href) ?? []), link]);
  }
  for (const story of context.expected.stories) yield* storyFaults(story, byAddress, context.expected.stories);
}

function* storyFaults(
  story: ExpectedStory,
  byAddress: ReadonlyMap<string, MailElement[]>,
  stories: readonly ExpectedStory[],
): Generator<Found> {
  const seen = new Set([flat(story.outlet).toLowerCase()]);
  for (const { outlet, href } of story.others) {
    // Another story may be led by the same address: then links to it are that story's headline and picture.
    if (stories.some((other) => other.href === href)) continue;
    const [link, ...more] = byAddress.get(href) ?? [];
    const name = flat(outlet).toLowerCase();
    if (link === undefined) {
      yield { found: `no link to the telling of ${quoted(outlet)}: ${quoted(href)}`, where: wholePart('html') };
      continue;
    }
    if (flat(textOf(link)) !== flat(outlet)) yield { found: `the link ${quoted(textOf(link))} to ${quoted(outlet)}`, where: placeOf(link) };
    if (seen.has(name)) yield { found: `${quoted(outlet)} twice on ${quoted(story.headline)}`, where: placeOf(link) };
    if (more.length > 0 && !stories.some((other) => other !== story && other.others.some((each) => each.href === href)))
      yield { found: `${1 + more.length} links to the telling of ${quoted(outlet)}`, where: placeOf(link) };
    seen.add(name);
  }
}
