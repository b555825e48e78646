import type { ComponentType, ReactNode } from 'react';
import type { Theme, ThemeText } from '../contract/theme.ts';
import type { Direction, EditionView, HighlightView, SponsorView, StoryView } from '../contract/view-model.ts';
import { type BrandLook, branded, type DigestTokens } from '../tokens.ts';
import { PageFrame } from './page-frame.tsx';

/** A theme, and what makes it in other colours and fonts: `bulletin`, or `bulletin({ accent: '#b3123a' })`. */
export type ThemeMaker = Theme & ((look?: BrandLook) => Theme);

type Themed<Props> = ComponentType<Props & { readonly tokens: DigestTokens }>;

/** The blocks of a theme of four forms, which take their colours and fonts as `tokens`. */
type Parts = {
  readonly halves?: boolean;
  readonly text?: ThemeText;
  readonly Masthead: Themed<{ edition: EditionView }>;
  readonly Highlights: Themed<{ title: string; direction: Direction; children: ReactNode }>;
  readonly Highlight: Themed<{ highlight: HighlightView }>;
  readonly SectionHead: Themed<{ topic: string; tone: string; direction: Direction }>;
  readonly Story: Themed<{ story: StoryView }>;
  readonly Sponsor: Themed<{ sponsor: SponsorView }>;
  readonly Footer: Themed<{ edition: EditionView }>;
};

/** A theme from its parts: masthead, lead, what else there is, sections, footer on one sheet. */
export const themeOf = (tokens: DigestTokens, parts: Parts): ThemeMaker =>
  Object.assign((look: BrandLook = {}) => madeOf(branded(tokens, look), parts), madeOf(tokens, parts));

const madeOf = (tokens: DigestTokens, { halves = false, text, Masthead, Footer, ...blocks }: Parts): Theme => ({
  ranked: true,
  halves,
  captions: true,
  bodies: true,
  ...(text === undefined ? {} : { text }),
  Document: ({ edition, lead, highlights, children }) => (
    <PageFrame mail={edition} tokens={tokens}>
      <Masthead edition={edition} tokens={tokens} />
      {lead}
      {highlights}
      {children}
      <Footer edition={edition} tokens={tokens} />
    </PageFrame>
  ),
  Highlights: (props) => <blocks.Highlights {...props} tokens={tokens} />,
  Highlight: (props) => <blocks.Highlight {...props} tokens={tokens} />,
  SectionHead: (props) => <blocks.SectionHead {...props} tokens={tokens} />,
  Story: (props) => <blocks.Story {...props} tokens={tokens} />,
  Sponsor: (props) => <blocks.Sponsor {...props} tokens={tokens} />,
});
