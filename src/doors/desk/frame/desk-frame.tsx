import type { ReactNode } from 'react';
import { mayAct } from '../../../press/ports/people/roles.ts';
import type { Visitor } from '../access/access.ts';
import type { Flash } from './flash.ts';

export type Place = 'overview' | 'calendar' | 'edition' | 'sign' | 'content' | 'readers' | 'shortcuts';

const places = [
  { id: 'overview', label: 'Overview', path: '/', key: 'o' },
  { id: 'calendar', label: 'Calendar', path: '/calendar', key: 'l' },
  { id: 'edition', label: 'Edition', path: '/edition', key: 'e' },
  { id: 'sign', label: 'Review', path: '/sign', key: 's' },
  { id: 'content', label: 'Content', path: '/content', key: 'c' },
  { id: 'readers', label: 'Readers', path: '/readers', key: 'r' },
  { id: 'shortcuts', label: 'Keys', path: '/shortcuts', key: '?' },
] as const;

/** The bar on top of every page: where one is, where one can go, who one is. `query` (`?…`) goes along to the edition's pages. */
export function DeskBar({
  place,
  query,
  visitor,
}: {
  readonly place: Place | null;
  readonly query: string;
  readonly visitor: Visitor | null;
}) {
  return (
    <div className="desk-bar">
      <nav aria-label="Desk">
        <a className="mark" href="/">
          Courant
        </a>
        {places.map(({ id, label, path, key }) => (
          <a
            key={id}
            href={id === 'edition' || id === 'sign' || id === 'content' ? path + query : path}
            aria-current={id === place ? 'page' : undefined}
            data-key={key}
          >
            {label}
          </a>
        ))}
      </nav>
      {visitor && (
        <details className="who" id="who" name="menu">
          <summary>
            <bdi>{visitor.name}</bdi>
            {visitor.role === 'viewer' ? ' (looking only)' : visitor.account !== null && ` (${visitor.role})`}
          </summary>
          <div>
            <PostForm action="/name" visitor={visitor}>
              <label>
                <span>Your name, as the history has it</span>{' '}
                <input name="name" defaultValue={visitor.name} maxLength={60} autoComplete="name" />
              </label>
              <button type="submit">Keep</button>
            </PostForm>
            {visitor.account !== null && <a href="/account">Your account</a>}
            {mayAct(visitor, 'admin') && <a href="/people">People</a>}
            <PostForm action="/logout" visitor={visitor}>
              <button type="submit" className="plain">
                Log out
              </button>
            </PostForm>
          </div>
        </details>
      )}
    </div>
  );
}

type PostFormProps = {
  readonly action: string;
  readonly visitor: Visitor;
  readonly className?: string;
  readonly id?: string;
  /** Its answer is a file: the browser takes it, not the page. */
  readonly download?: boolean;
  readonly children: ReactNode;
};

/** A form that changes something: it carries the visitor's token. */
export function PostForm({ action, visitor, className, id, download, children }: PostFormProps) {
  return (
    <form method="post" action={action} className={className} id={id} data-hx-boost={download ? 'false' : undefined}>
      {/* Not called "form": that would hide the property scripts know forms by. */}
      <input type="hidden" name="token" value={visitor.token} />
      {children}
    </form>
  );
}

/** A part of a page that stands for itself, among others. */
export function Card({ id, title, children }: { readonly id: string; readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="card" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}

/** What the last act came to. */
export function SaidLine({ said, children }: { readonly said: Flash | null; readonly children?: ReactNode }) {
  return (
    <div id="said" className={said ? `said said-${said.tone}` : 'said'} role={said?.tone === 'fault' ? 'alert' : 'status'}>
      {said?.words}
      {said && children}
    </div>
  );
}
