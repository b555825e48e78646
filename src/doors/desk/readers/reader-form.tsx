import { createHash } from 'node:crypto';
import type { ReactNode } from 'react';
import type { ReaderField } from '../../../audience/fields/reader-field.ts';
import { mayAct } from '../../../press/ports/people/roles.ts';
import type { ReaderStanding } from '../../../press/readers/manage-readers.ts';
import type { Visitor } from '../access/access.ts';
import type { DeskNewsletter, ReaderAct } from '../desk-source.ts';
import { PostForm } from '../frame/desk-frame.tsx';

/** What the parts of the page about one reader are made from. */
export type ReaderPart = {
  readonly standing: ReaderStanding;
  readonly newsletters: readonly DeskNewsletter[];
  readonly visitor: Visitor;
  readonly now: Date;
  readonly fields: readonly ReaderField[];
};

type ReaderFormProps = {
  readonly visitor: Visitor;
  readonly address: string;
  readonly act: ReaderAct['act'];
  readonly label: string;
  /** What such a reason is like. */
  readonly example: string;
  /** The one whose subscription ends. */
  readonly newsletter?: string;
  /** No button to be pressed by the way. */
  readonly plain?: boolean;
  readonly children?: ReactNode;
};

/** What an editor does to this reader, and why. Nothing for a viewer. */
export function ReaderForm({ visitor, address, act, label, example, newsletter, plain, children }: ReaderFormProps) {
  if (!mayAct(visitor, 'editor')) return null;
  // A page is morphed into the next one: under an id of its own, no form takes over what was written or ticked for another reader.
  const id = createHash('sha256')
    .update(`${act} ${newsletter ?? ''} ${address}`)
    .digest('hex');
  return (
    <PostForm action="/readers" visitor={visitor} className="stacked" id={`act-${id.slice(0, 12)}`}>
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="address" value={address} />
      <label>
        <span>Why (kept with your name), as in “{example}”</span> <input name="reason" maxLength={500} required autoComplete="off" />
      </label>
      {newsletter !== undefined && <input type="hidden" name="newsletter" value={newsletter} />}
      {children}
      <button type="submit" className={plain ? 'plain' : undefined}>
        {label}
      </button>
    </PostForm>
  );
}
