import type { ReactNode } from 'react';
import type { Theme } from '../contract/theme.ts';
import type { EditionView } from '../contract/view-model.ts';
import { PageFrame } from '../parts/page-frame.tsx';
import { themeOf } from '../parts/theme-of.ts';
import type { DigestTokens } from '../tokens.ts';
import { broadsheetTokens } from './broadsheet-tokens.ts';
import { Footer, Highlight, Highlights, Masthead, SectionHead, Sponsor } from './page.tsx';
import { Story } from './story.tsx';

type DocumentProps = { edition: EditionView; lead?: ReactNode; highlights: ReactNode; children: ReactNode };

const make = (tokens: DigestTokens): Theme => ({
  ranked: true,
  halves: true,
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

/** Serif on newsprint: nameplate, rules, a lead over the width, and briefs in two columns. */
export const broadsheet = themeOf(broadsheetTokens, make);
