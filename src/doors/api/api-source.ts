/** What the API needs of the rest of Courant: the desk's acts, the store's lists, and a few things of its own. */
import type { FieldChanges, ReaderField } from '../../audience/fields/reader-field.ts';
import type { Fault } from '../../content/fault.ts';
import type { Newsletter } from '../../press/newsletter/newsletter.ts';
import type { PlanJson } from '../../press/planning/plan-json.ts';
import type { Store } from '../../press/ports/store/store.ts';
import type { DeskSource } from '../desk/desk-source.ts';

export type ApiSource = {
  readonly desk: Pick<DeskSource, 'preview' | 'signing' | 'sign' | 'override' | 'undo' | 'content'>;
  readonly store: Store;
  readonly newsletters: () => readonly Newsletter[];
  /** Readers' own. */
  readonly fields: () => readonly ReaderField[];
  readonly nextSlot: (newsletter: Newsletter) => Promise<Date | null>;
  readonly now: () => Date;
  readonly plan: (newsletter: string, at: Date | null) => Promise<PlanJson>;
  /** Asks them by mail whether they want it. @throws CourantError `bad-address`, `topic-unknown` */
  readonly askToConfirm: (
    newsletter: Newsletter,
    address: string,
    topics: readonly string[] | undefined,
    fields: FieldChanges,
  ) => Promise<void>;
  /** Keeps an article file where it has no error; `created`: there was none of that name. */
  readonly putArticle: (
    name: string,
    text: string,
  ) => Promise<
    { readonly kind: 'kept'; readonly file: string; readonly created: boolean; readonly faults: readonly Fault[] } | ArticleRefused
  >;
  /** Told of what is nobody's fault but ours. */
  readonly onError: (error: unknown) => void;
};

export type ArticleRefused = { readonly kind: 'refused'; readonly faults: readonly Fault[] };

/** A program that has shown its key. */
export type Caller = { readonly keyId: string; readonly name: string };

/** As the books name it. */
export const byOf = ({ name, keyId }: Caller): string => `API key ${name} (${keyId})`;
