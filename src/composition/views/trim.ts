import type { StoryForm } from '../../../emails/contract/view-model.ts';

/**
 * How much of a story a digest shows; the size budget goes down this list: the link to send it on, its whole text if it is told by
 * that, its picture, most of its excerpt, all of it.
 */
export const trims = ['full', 'unshared', 'excerpted', 'unpictured', 'short', 'bare'] as const;
export type Trim = (typeof trims)[number];

/** Whether a story of this form keeps its picture and a few words whatever the budget takes. */
const leads = (form: StoryForm): boolean => form === 'lead' || form === 'section-lead';

export type Shown = {
  readonly share: boolean;
  /** Its whole text, in place of the excerpt, where it has one: only of a story that stands large, or of any in a theme of two forms. */
  readonly body: boolean;
  readonly picture: boolean;
  readonly excerpt: 'full' | 'short' | null;
};

/** What a trim leaves of a story. In themes of two forms, and in editions sealed before there were four, none leads but in size. */
export const shownAt = (trim: Trim, form: StoryForm, ranked: boolean): Shown => {
  const keeps = ranked && leads(form);
  const none = form === 'brief' || (trim === 'bare' && !keeps);
  // Where the large ones tell more, two lines are enough of a card.
  const short = trim === 'short' || trim === 'bare' || (ranked && form === 'card');
  return {
    share: trim === 'full',
    body: (trim === 'full' || trim === 'unshared') && (ranked ? leads(form) : form !== 'brief'),
    picture: keeps || trim === 'full' || trim === 'unshared' || trim === 'excerpted',
    excerpt: none ? null : short ? 'short' : 'full',
  };
};
