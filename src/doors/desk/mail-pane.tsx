import type { ReactNode } from 'react';
import type { Choice, LookView, MailView } from './mail-view.ts';
import type { SourceLine } from './source-lines.ts';

/** The mail itself: how it stands in an inbox, and the look chosen. `null`: the digest is skipped. */
export function MailPane({ mail, skip }: { readonly mail: MailView | null; readonly skip: string | null }) {
  if (!mail) {
    return (
      <main className="mail" id="preview" tabIndex={-1}>
        <div className="nothing">
          <h2>Nothing to send</h2>
          <p>{skip ?? 'This digest has no mail.'}</p>
        </div>
      </main>
    );
  }
  const { look } = mail;
  return (
    <main className="mail" id="preview" tabIndex={-1}>
      <div className="toolbar">
        <ChoiceBar label="Look" choices={mail.looks} className="tabs" />
        {look.kind === 'html' && <ChoiceBar label="Width" choices={mail.widths} />}
        {look.kind === 'html' && <ChoiceBar label="Scheme" choices={mail.schemes} />}
        {look.kind === 'html' && <ChoiceBar label="Pictures" choices={mail.pictures} />}
        <a className="download" href={mail.download} download="">
          Download .eml
        </a>
      </div>
      <InboxRow mail={mail} />
      {look.kind === 'html' && mail.remotePictures && <p className="remark">{mail.remotePictures}</p>}
      <Look look={look} />
    </main>
  );
}

function ChoiceBar({
  label,
  choices,
  className = 'choices',
}: {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly className?: string;
}) {
  return (
    <nav className={className} aria-label={label}>
      {choices.map(({ id, label: text, href, current }) => (
        <a key={id} id={id} href={href} aria-current={current ? 'true' : undefined}>
          {text}
        </a>
      ))}
    </nav>
  );
}

function InboxRow({ mail }: { readonly mail: MailView }) {
  return (
    <dl className="envelope">
      <dt>From</dt>
      <dd>
        <bdi>{mail.from}</bdi>
      </dd>
      <dt>Subject</dt>
      <dd>
        <bdi className="subject">{mail.subject}</bdi> <span className="length">{mail.subjectLength}</span>
      </dd>
      <dt>Preheader</dt>
      <dd>
        <bdi>{mail.preheader}</bdi> <span className="length">{mail.preheaderLength}</span>
      </dd>
    </dl>
  );
}

function Look({ look }: { readonly look: LookView }) {
  switch (look.kind) {
    case 'html':
      return (
        <div className="table">
          <div className={`sheet sheet-${look.width} sheet-${look.scheme}`} id="sheet">
            {/* allow-same-origin lets the desk keep the scroll place; without allow-scripts nothing in the frame can run. */}
            <iframe
              id="frame"
              title="The mail as its reader sees it"
              src={look.address}
              sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
              referrerPolicy="no-referrer"
            />
          </div>
        </div>
      );
    case 'text':
      return (
        <Reading id="text" label="Text of the mail" words={look.words}>
          <pre className="text-part">{look.text}</pre>
        </Reading>
      );
    case 'source':
      return (
        <Reading id="source" label="Source of the mail" words={look.words}>
          <Source lines={look.lines} />
        </Reading>
      );
    case 'headers':
      return (
        <Reading id="headers" label="Headers of the mail" words={look.words}>
          <table className="headers">
            <thead>
              <tr>
                <th scope="col">Header</th>
                <th scope="col">Value</th>
              </tr>
            </thead>
            <tbody>
              {look.headers.map(({ name, value }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: headers may repeat, their place is what tells them apart
                <tr key={index}>
                  <th scope="row">{name}</th>
                  <td>
                    <bdi>{value}</bdi>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Reading>
      );
  }
}

type ReadingProps = { readonly id: string; readonly label: string; readonly words: string; readonly children: ReactNode };

function Reading({ id, label, words, children }: ReadingProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll from the keyboard too (WCAG 2.1.1)
    <section className="reading" id={id} aria-label={label} tabIndex={0}>
      <p className="remark">{words}</p>
      {children}
    </section>
  );
}

function Source({ lines }: { readonly lines: readonly SourceLine[] }) {
  return (
    <div className="source">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <div key={index} data-line={line.number ?? ''} data-depth={line.depth}>
          {line.pieces.map((piece, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place
            <span key={at} className={piece.kind}>
              {piece.text}
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}
