import { themeOf } from '../parts/theme-of.tsx';
import { magazineTokens } from './magazine-tokens.ts';
import { Footer, Highlight, Highlights, Masthead, SectionHead, Sponsor } from './page.tsx';
import { Story } from './story.tsx';

/** Pictures lead: large ones, set wide or in pairs, display headlines, and much white. */
export const magazine = themeOf(magazineTokens, { halves: true, Masthead, Highlights, Highlight, SectionHead, Story, Sponsor, Footer });
