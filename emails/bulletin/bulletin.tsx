import type { ReactNode } from 'react';
import type { Theme } from '../contract/theme.ts';
import type { EditionView } from '../contract/view-model.ts';
import { PageFrame } from '../parts/page-frame.tsx';
import { bulletinTokens } from '../tokens.ts';
import { Footer } from './footer.tsx';
import { Highlight, Highlights } from './highlights.tsx';
import { Masthead } from './masthead.tsx';
import { SectionHead } from './section-head.tsx';
import { Sponsor } from './sponsor.tsx';
import { Story } from './story.tsx';

const Document = ({ edition, highlights, children }: { edition: EditionView; highlights: ReactNode; children: ReactNode }) => (
  <PageFrame mail={edition} tokens={bulletinTokens}>
    <Masthead edition={edition} />
    {highlights}
    {children}
    <Footer footer={edition.footer} />
  </PageFrame>
);

/** Sans on white, flush with one edge: picture first, facts before words. */
export const bulletin: Theme = { Document, Highlights, Highlight, SectionHead, Story, Sponsor };
