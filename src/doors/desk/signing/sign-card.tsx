/** What the cards of the sign page are made of. */
import type { ReactNode } from 'react';
import type { Visitor } from '../access/access.ts';
import { mayAsk } from '../access/route-roles.ts';
import type { DeskPreview, DeskSigning, ReadersCounted, SignAct } from '../desk-source.ts';
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

/** Whether the visitor's role lets them do `act` to an edition. */
export const maySign = ({ visitor }: Pick<Part, 'visitor'>, act: SignAct['act']): boolean => mayAsk(visitor, 'POST /sign', act);

/** Whether the visitor is somebody whose approval counts here. */
export const mayApprove = (part: Pick<Part, 'visitor' | 'signing'>): boolean =>
  maySign(part, 'approve') && (part.signing.approver === null || part.signing.approver.may.some(({ id }) => id === part.visitor.account));

type ActFormProps = {
  readonly part: Part;
  readonly act: SignAct['act'];
  readonly label: string;
  readonly children?: ReactNode;
  readonly plain?: boolean;
};

/** Nothing for whom the act would be refused. */
export function ActForm({ part, act, label, children, plain }: ActFormProps) {
  if (!maySign(part, act)) return null;
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
