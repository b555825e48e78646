import type { RenderedEmail } from '../edition.ts';
import { escapeHtml, neutralText } from '../text/neutral-text.ts';
import { highlightsText, sectionHeadText } from '../text/plain-text.ts';
import { type Wording, wordingFor } from '../text/wording.ts';
import { highlightView, leadOf, placesOf, storyNotCompiled } from '../views/digest-view.ts';
import { digestWords } from '../views/digest-words.ts';
import type { DigestLayout } from '../views/layout.ts';
import type { CompiledEdition, CompiledStory } from './compiled-edition.ts';
import { fillHoles } from './holes.ts';

type Place = DigestLayout['sections'][number]['stories'][number];

/**
 * One digest from an edition's blocks: the very bytes `renderWhole` would give, without rendering. Per-reader links are
 * still slots. Throws CourantError `story-not-compiled` for a story the edition was not compiled with.
 */
export const assemble = (compiled: CompiledEdition, layout: DigestLayout): RenderedEmail => {
  const wording = wordingFor(compiled);
  const words = digestWords(
    layout,
    {
      ...compiled,
      headlineOf: (id) => storyOf(compiled, id).headline,
      excerptOf: (id) => storyOf(compiled, id).excerpt.full,
    },
    wording,
  );
  const html = fillHoles(compiled.html.document, {
    subject: escapeHtml(words.subject),
    preheader: escapeHtml(words.preheader),
    storyCount: escapeHtml(words.storyCount),
    highlights: highlightsHtml(compiled, layout),
    body: bodyHtml(compiled, layout),
  });
  return { subject: words.subject, preheader: words.preheader, html, text: textOf(compiled, layout, words.storyCount, wording) };
};

const storyOf = (compiled: CompiledEdition, id: string): CompiledStory =>
  (Object.hasOwn(compiled.stories, id) ? compiled.stories[id] : undefined) ?? storyNotCompiled(id);

const highlightedPlaces = (layout: DigestLayout) => placesOf(layout).filter(({ id }) => layout.highlights.includes(id));

const topicHtml = (topic: string): string => escapeHtml(neutralText(topic));

const highlightsHtml = (compiled: CompiledEdition, layout: DigestLayout): string => {
  if (layout.highlights.length === 0) return '';
  const rows = highlightedPlaces(layout).map(({ id, topic }) =>
    fillHoles(storyOf(compiled, id).html.highlight, { topic: topicHtml(topic) }),
  );
  return fillHoles(compiled.html.highlights, { rows: rows.join('') });
};

const bodyHtml = (compiled: CompiledEdition, layout: DigestLayout): string => {
  const leadId = leadOf(layout);
  return layout.sections
    .flatMap(({ topic, stories }, index) => [
      fillHoles(compiled.html.sectionHead, { topic: topicHtml(topic) }),
      ...stories.map((place) => storyHtml(storyOf(compiled, place.id), place, place.id === leadId ? 'lead' : 'card')),
      index === 0 ? compiled.html.sponsor : '',
    ])
    .join('');
};

const storyHtml = (story: CompiledStory, { update, trim }: Place, form: 'lead' | 'card'): string => {
  const excerpt = trim === 'bare' ? null : story.excerpt[trim];
  const shown: Readonly<Record<string, boolean>> = { update, excerpt: excerpt !== null };
  const markup = story.html[form]
    .map((segment) => (typeof segment === 'string' ? segment : shown[segment.piece] === true ? segment.html : ''))
    .join('');
  return fillHoles(markup, { excerpt: escapeHtml(excerpt ?? '') });
};

const textOf = (compiled: CompiledEdition, layout: DigestLayout, storyCount: string, wording: Wording): string =>
  [
    fillHoles(compiled.text.head, { storyCount }),
    highlightsText(
      compiled.highlightsTitle,
      highlightedPlaces(layout).map(({ id, topic }) => highlightView(topic, storyOf(compiled, id).headline, wording)),
    ),
    ...layout.sections.flatMap(({ topic, stories }, index) => [
      sectionHeadText(neutralText(topic)),
      ...stories.map((place) => storyText(storyOf(compiled, place.id), place)),
      index === 0 ? compiled.text.sponsor : '',
    ]),
    compiled.text.footer,
  ].join('');

const storyText = ({ text }: CompiledStory, { update, trim }: Place): string => {
  const excerpt = { full: text.excerptFull, short: text.excerptShort, bare: '' }[trim];
  return (update ? text.headUpdate : text.head) + excerpt + text.links;
};
