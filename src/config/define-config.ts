/**
 * What `import { ... } from 'courant'` gives to `courant.config.ts`, to hooks and to themes: one function, and types. Nothing of the
 * program is loaded by it.
 */
import type { CourantConfig } from './load-config.ts';

export type { Theme } from '../../emails/contract/theme.ts';
export type { DigestView, EditionView, HighlightView, SponsorView, StoryView } from '../../emails/contract/view-model.ts';
export type { Article } from '../content/article.ts';
export type { NewsletterInput } from '../press/newsletter/newsletter.ts';
export type { SourceInput } from '../press/newsletter/source-settings.ts';
export type { Hook, HooksInput } from '../selection/editing/hooks.ts';
export type { Coverage, Story } from '../selection/stories/story.ts';
export type { CourantConfig };

/** Types and checks `courant.config.ts`: `export default defineConfig({ ... })`. */
export const defineConfig = (config: CourantConfig): CourantConfig => config;
