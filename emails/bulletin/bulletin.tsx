import { themeOf } from '../parts/theme-of.tsx';
import { bulletinTokens } from './bulletin-tokens.ts';
import { Footer, Highlight, Highlights, Masthead, SectionHead, Sponsor } from './page.tsx';
import { Story } from './story.tsx';

/** Sans on white, flush with one edge: labelled sections, each topic in a colour of its own, pictures before words. */
export const bulletin = themeOf(bulletinTokens, { Masthead, Highlights, Highlight, SectionHead, Story, Sponsor, Footer });
