import { themeOf } from '../parts/theme-of.tsx';
import { broadsheetTokens } from './broadsheet-tokens.ts';
import { Footer, Highlight, Highlights, Masthead, SectionHead, Sponsor } from './page.tsx';
import { Story } from './story.tsx';

/** Serif on newsprint: nameplate, rules, a lead over the width, and briefs in two columns. */
export const broadsheet = themeOf(broadsheetTokens, { halves: true, Masthead, Highlights, Highlight, SectionHead, Story, Sponsor, Footer });
