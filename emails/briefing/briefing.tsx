import { themeOf } from '../parts/theme-of.tsx';
import { briefingTokens } from './briefing-tokens.ts';
import { Footer, Highlight, Highlights, Masthead, SectionHead, Sponsor } from './page.tsx';
import { Story } from './story.tsx';

/** Numbered and quick: first words in bold, what it comes to in short, no more pictures than the lead’s and the sections’. */
export const briefing = themeOf(briefingTokens, {
  text: { story: (number) => `${number}.` },
  Masthead,
  Highlights,
  Highlight,
  SectionHead,
  Story,
  Sponsor,
  Footer,
});
