import type { ReactNode } from 'react';
import type { Theme } from '../contract/theme.ts';
import type { EditionView } from '../contract/view-model.ts';
import { PageFrame } from '../parts/page-frame.tsx';
import { themeOf } from '../parts/theme-of.ts';
import type { DigestTokens } from '../tokens.ts';
import { bulletinTokens } from './bulletin-tokens.ts';
import { Footer, Highlight, Highlights, Masthead, SectionHead, Sponsor } from './page.tsx';
import { Story } from './story.tsx';

type DocumentProps = { edition: EditionView; lead?: ReactNode; highlights: ReactNode; children: ReactNode };

const make = (tokens: DigestTokens): Theme => ({
  ranked: true,
  Document: ({ edition, lead, highlights, children }: DocumentProps) => (
    <PageFrame mail={edition} tokens={tokens}>
      <Masthead edition={edition} tokens={tokens} />
      {lead}
      {highlights}
      {children}
      <Footer edition={edition} tokens={tokens} />
    </PageFrame>
  ),
  Highlights: (props) => <Highlights {...props} tokens={tokens} />,
  Highlight: (props) => <Highlight {...props} tokens={tokens} />,
  SectionHead: (props) => <SectionHead {...props} tokens={tokens} />,
  Story: (props) => <Story {...props} tokens={tokens} />,
  Sponsor: (props) => <Sponsor {...props} tokens={tokens} />,
});

/** Sans on white, flush with one edge: labelled sections, each topic in a colour of its own, pictures before words. */
export const bulletin = themeOf(bulletinTokens, make);
