import type { ReactNode } from 'react';
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
};

type ReaderFormProps = {
  readonly visitor: Visitor;
  readonly address: string;
  readonly act: ReaderAct['act'];
  readonly label: string;
  /** What such a reason is like. */
  readonly example: string;
  readonly children?: ReactNode;
};

/** What an editor does to this reader, and why. Nothing for a viewer. */
export function ReaderForm({ visitor, address, act, label, example, children }: ReaderFormProps) {
  if (visitor.role !== 'editor') return null;
  return (
    <PostForm action="/readers" visitor={visitor} className="stacked">
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="address" value={address} />
      <label>
        <span>Why (kept with your name), as in “{example}”</span> <input name="reason" maxLength={500} required autoComplete="off" />
      </label>
      {children}
      <button type="submit">{label}</button>
    </PostForm>
  );
}
