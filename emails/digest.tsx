import { Fragment } from 'react';
import { broadsheet } from './broadsheet/broadsheet.tsx';
import type { Theme } from './contract/theme.ts';
import type { DigestView } from './contract/view-model.ts';
import { digestPreview } from './preview-props.ts';

/** A whole digest in one tree: what assembled blocks must equal. */
export default function Digest({ view, theme = broadsheet }: { view: DigestView; theme?: Theme }) {
  const { edition, lead, highlights, sections } = view;
  const contents =
    highlights.length === 0 ? null : (
      <theme.Highlights title={edition.highlightsTitle} direction={edition.direction}>
        {highlights.map((highlight) => (
          <theme.Highlight key={highlight.headline} highlight={highlight} />
        ))}
      </theme.Highlights>
    );
  return (
    <theme.Document edition={edition} lead={lead === null ? null : <theme.Story story={lead} />} highlights={contents}>
      {sections.map(({ topic, tone, headed, stories }, index) => (
        <Fragment key={topic}>
          {headed ? <theme.SectionHead topic={topic} tone={tone} direction={edition.direction} /> : null}
          {stories.map((story) => (
            <theme.Story key={story.id} story={story} />
          ))}
          {index === 0 && edition.sponsor !== null ? <theme.Sponsor sponsor={edition.sponsor} /> : null}
        </Fragment>
      ))}
    </theme.Document>
  );
}

Digest.PreviewProps = { view: digestPreview };
