/** What the cards of the sign page are made of. */
import type { ReactNode } from 'react';
import { mayAct } from '../../../press/ports/people/roles.ts';
import type { Visitor } from '../access/access.ts';
import type { DeskPreview, DeskSigning, ReadersCounted } from '../desk-source.ts';
import { PostForm } from '../frame/desk-frame.tsx';
import type { DeskQuery } from '../frame/desk-query.ts';
import type { Flash } from '../frame/flash.ts';

/** What the page is asked to ask; `seen`: fingerprint of what was on screen then. */
type Ask = { readonly ask?: 'send' | 'resend' | undefined; readonly seen?: string | undefined };

export type SignPage = {
  readonly preview: DeskPreview;
  readonly query: DeskQuery;
  readonly ask: Ask;
  readonly signing: DeskSigning;
  /** `null`: being counted. */
  readonly readers: ReadersCounted | null;
  readonly visitor: Visitor;
  readonly said: Flash | null;
};

/** `action`: where its forms go, the page's query along. */
export type Part = SignPage & { readonly action: string };

/** Where a link of the page leads that keeps its newsletter and date: `#part` or `&ask=send`. */
export const withAsk = ({ action }: Part, ask: string): string => `${action}${action.includes('?') ? '&' : '?'}${ask}`;

type ActFormProps = {
  readonly part: Part;
  readonly act: string;
  readonly label: string;
  readonly children?: ReactNode;
  readonly plain?: boolean;
};

/** Nothing for a viewer. */
export function ActForm({ part, act, label, children, plain }: ActFormProps) {
  if (!mayAct(part.visitor, 'editor')) return null;
  return (
    <PostForm action={part.action} visitor={part.visitor} className="stacked">
      <input type="hidden" name="act" value={act} />
      {children}
      <button type="submit" id={`act-${act}`} className={plain ? 'plain' : undefined}>
        {label}
      </button>
    </PostForm>
  );
}

export const Reason = () => (
  <label>
    <span>Why</span> <input name="reason" maxLength={500} />
  </label>
);
