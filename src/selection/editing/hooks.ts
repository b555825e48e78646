import { z } from 'zod';
import type { Article } from '../../content/article.ts';
import type { Coverage, Story } from '../stories/story.ts';

/**
 * A pure function of the newsroom's own, by name: it may use nothing but its argument, which it may not change. What it
 * did is shown under its name.
 */
export type Hook<Subject, Answer> = { readonly name: string; readonly apply: (subject: Subject) => Answer };

function hooksOf<Subject, Answer>() {
  const Apply = z.custom<Hook<Subject, Answer>['apply']>((value) => typeof value === 'function', 'must be a function');
  return z.array(z.strictObject({ name: z.string().trim().min(1, 'give the hook a name').max(60), apply: Apply })).default([]);
}

export const Hooks = z
  .strictObject({
    /** `false`, or a reason in words, keeps an article out altogether; `true` lets it run. */
    eligibility: hooksOf<Article, boolean | string>(),
    /** A factor on the points of a story, 0 to 100. */
    multiplier: hooksOf<Story, number>(),
    /** The topics an article counts under, instead of its own. */
    topicMapping: hooksOf<Article, readonly string[]>(),
    /** Of a story's coverages inside the window the one with the highest number leads; 0 is no preference. */
    leadPreference: hooksOf<Coverage, number>(),
  })
  .superRefine((hooks, context) => {
    const names = Object.values(hooks).flatMap((list) => list.map((hook) => hook.name));
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) context.addIssue({ code: 'custom', message: `two hooks are called "${twice}"; names tell them apart` });
  });
export type Hooks = z.infer<typeof Hooks>;
/** Hooks as a config writes them: each list may be left out. */
export type HooksInput = z.input<typeof Hooks>;
