import type { ReactNode } from 'react';
import { deskDocument } from './desk-document.tsx';
import { DeskBar } from './desk-frame.tsx';
import type { Failure } from './failure.ts';

/** The desk without an edition: what went wrong, in the same place it would stand over a preview. */
export const failurePage = (failure: Failure): string =>
  deskDocument({
    title: `${failure.title} · Courant desk`,
    failure,
    children: (
      <>
        <Bare />
        <main id="preview" tabIndex={-1}>
          <h1 className="unseen">{failure.title}</h1>
        </main>
      </>
    ),
  });

/** A page that says one thing and offers ways on. */
export const noticePage = (notice: {
  readonly title: string;
  readonly words: string;
  readonly links: readonly { readonly text: string; readonly href: string }[];
}): string =>
  deskDocument({
    title: `${notice.title} · Courant desk`,
    failure: null,
    children: (
      <>
        <Bare />
        <main className="nothing" id="preview" tabIndex={-1}>
          <h1>{notice.title}</h1>
          <p>{notice.words}</p>
          <ul>
            {notice.links.map(({ text, href }) => (
              <li key={href}>
                <a href={href}>{text}</a>
              </li>
            ))}
          </ul>
        </main>
      </>
    ),
  });

/** For who is not in yet: one form, and what was wrong with it the last time. */
export const strangersPage = (title: string, fault: string | null, children: ReactNode, scripts: readonly string[] = []): string =>
  deskDocument({
    title: `${title} · Courant desk`,
    failure: null,
    still: true,
    scripts,
    children: (
      <main className="nothing" id="preview" tabIndex={-1}>
        <h1>Courant desk</h1>
        {fault && (
          <p className="said said-fault" role="alert">
            {fault}
          </p>
        )}
        {children}
      </main>
    ),
  });

export const noNewsletterPage = (): string =>
  noticePage({
    title: 'No newsletter yet',
    words: 'Describe one in courant.config.ts and save: the desk shows its next edition by itself.',
    links: [{ text: 'Open the overview', href: '/' }],
  });

function Bare() {
  return (
    <header className="masthead">
      <DeskBar place={null} query="" visitor={null} />
    </header>
  );
}
