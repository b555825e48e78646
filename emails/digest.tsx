import { Fragment, type ReactNode } from 'react';
import type { Theme } from '../src/composition/theme.ts';
import type { DigestView, EditionView } from '../src/composition/view-model.ts';
import { Footer } from './parts/footer.tsx';
import { Highlight, Highlights } from './parts/highlights.tsx';
import { Masthead } from './parts/masthead.tsx';
import { PageFrame } from './parts/page-frame.tsx';
import { SectionHead } from './parts/section-head.tsx';
import { Story } from './parts/story.tsx';
import { digestPreview } from './preview-props.ts';

const Document = ({ edition, highlights, children }: { edition: EditionView; highlights: ReactNode; children: ReactNode }) => (
  <PageFrame edition={edition}>
    <Masthead edition={edition} />
    {highlights}
    {children}
    <Footer footer={edition.footer} />
  </PageFrame>
);

/** Serif on newsprint: nameplate, rules, columns of one. */
export const broadsheet: Theme = { Document, Highlights, Highlight, SectionHead, Story };

/** A whole digest in one tree: what assembled blocks must equal. */
export function Digest({ view, theme = broadsheet }: { view: DigestView; theme?: Theme }) {
  const { edition, highlights, sections } = view;
  const contents =
    highlights.length === 0 ? null : (
      <theme.Highlights title={edition.highlightsTitle} direction={edition.direction}>
        {highlights.map((highlight) => (
          <theme.Highlight key={highlight.headline} highlight={highlight} />
        ))}
      </theme.Highlights>
    );
  return (
    <theme.Document edition={edition} highlights={contents}>
      {sections.map(({ topic, stories }) => (
        <Fragment key={topic}>
          <theme.SectionHead topic={topic} direction={edition.direction} />
          {stories.map((story) => (
            <theme.Story key={story.id} story={story} />
          ))}
        </Fragment>
      ))}
    </theme.Document>
  );
}

Digest.PreviewProps = { view: digestPreview };
