/** What every form that shapes an edition is made of. */
import type { ReactNode } from 'react';
import type { Visitor } from '../access/access.ts';
import { PostForm } from '../frame/desk-frame.tsx';
import type { PanelView } from './view/panel-view.ts';

export type Editing = { readonly panel: PanelView; readonly visitor: Visitor };

type OverrideFormProps = {
  readonly panel: Pick<PanelView, 'overrideAction' | 'version'>;
  readonly visitor: Visitor;
  readonly className?: string;
  readonly id?: string;
  readonly children: ReactNode;
};

export function OverrideForm({ panel, visitor, className, id, children }: OverrideFormProps) {
  return (
    <PostForm action={panel.overrideAction} visitor={visitor} {...(className && { className })} {...(id && { id })}>
      <input type="hidden" name="version" value={panel.version} />
      {children}
    </PostForm>
  );
}

export function Act({
  act,
  children,
  label,
  id,
}: {
  readonly act: string;
  readonly children: ReactNode;
  readonly label?: string;
  readonly id?: string;
}) {
  return (
    <button type="submit" name="act" value={act} className="small" aria-label={label} title={label} id={id}>
      {children}
    </button>
  );
}

export const Reason = () => (
  <label className="reason">
    <span>Why (for the history)</span> <input name="reason" maxLength={500} />
  </label>
);

export const TopicSelect = ({ topics, first }: { readonly topics: readonly string[]; readonly first: string }) => (
  <label>
    <span>Section</span>{' '}
    <select name="topic" defaultValue={topics.find((topic) => topic.toLowerCase() === first.toLowerCase())}>
      {topics.map((topic) => (
        <option key={topic}>{topic}</option>
      ))}
    </select>
  </label>
);
