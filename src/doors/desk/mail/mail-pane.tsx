import type { ReactNode } from 'react';
import type { Choice, FindingView, LookView, MailView } from './mail-view.ts';
import type { SourceLine } from './source-lines.ts';

type MailPaneProps = {
  readonly mail: MailView | null;
  readonly skip: string | null;
  readonly elsewhere: readonly { readonly text: string; readonly href: string }[];
  /** Headlines and excerpts can be written in it. */
  readonly rewords: boolean;
};

/** The mail itself: how it stands in an inbox, and the look chosen. `null`: the digest is skipped; `elsewhere` leads on. */
export function MailPane({ mail, skip, elsewhere, rewords }: MailPaneProps) {
  if (!mail) {
    return (
      <main className="mail" id="preview" tabIndex={-1}>
        <div className="nothing">
          <h2>Nothing to send</h2>
          <p>{sentence(skip ?? 'this digest has no mail')} The plan beside this says what was left out, and why.</p>
          <ul>
            {elsewhere.map(({ text, href }) => (
              <li key={href}>
                <a href={href}>{text}</a>
              </li>
            ))}
          </ul>
        </div>
      </main>
    );
  }
  const { look } = mail;
  return (
    <main className="mail" id="preview" tabIndex={-1}>
      <div className="toolbar">
        <ChoiceBar label="Look" choices={mail.looks.slice(0, looksFirst)} className="tabs" />
        <details
          className={mail.looks.slice(looksFirst).some(({ current }) => current) ? 'opens current' : 'opens'}
          id="more-looks"
          name="menu"
        >
          <summary>{mail.looks.slice(looksFirst).find(({ current }) => current)?.label ?? 'More'}</summary>
          <div className="popover">
            <ChoiceBar label="Other looks" choices={mail.looks.slice(looksFirst)} className="choices column" />
          </div>
        </details>
        {look.kind === 'html' && <ChoiceBar label="Width" choices={mail.widths} />}
        {rewords && look.kind === 'html' && (
          <button type="button" id="reword-mail" className="small needs-script" aria-pressed="false" data-key="i">
            Reword in it
          </button>
        )}
        {mail.size.state !== 'fine' && (
          <p className={`size size-${mail.size.state}`}>
            <b>{mail.size.bytes}</b> {mail.size.words}
          </p>
        )}
        <details className="opens right" id="view" name="menu">
          <summary>{mail.viewWords}</summary>
          <div className="popover">
            {look.kind === 'html' && (
              <>
                <ChoiceBar label="Scheme" choices={mail.schemes} />
                <ChoiceBar label="Pictures" choices={mail.pictures} />
                <ChoiceBar label="Client" choices={mail.clients} />
              </>
            )}
            <p className="quiet">
              {mail.size.bytes}, {mail.size.words}
            </p>
            <p className="ways">
              <a className="phone" href={mail.phone}>
                On a phone
              </a>{' '}
              <a className="download" href={mail.download} download="">
                Download .eml
              </a>{' '}
              {mail.sample && (
                <a id="to-sample" href={mail.sample}>
                  A sample of everything
                </a>
              )}
            </p>
          </div>
        </details>
      </div>
      <InboxRow mail={mail} />
      {look.kind === 'html' && mail.remotePictures && <p className="remark">{mail.remotePictures}</p>}
      <Look look={look} />
    </main>
  );
}

/** Source, headers and the raw message are for whoever looks for a fault. */
const looksFirst = 4;

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;

export function ChoiceBar({
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
      <div className="from">
        <dt>From</dt>
        <dd>
          <bdi>{mail.from}</bdi>
        </dd>
      </div>
      <div>
        <dt>Subject</dt>
        <dd>
          <bdi className="subject">{mail.subject}</bdi>
        </dd>
      </div>
      <div>
        <dt>Preheader</dt>
        <dd>
          <bdi className="preheader">{mail.preheader}</bdi>
        </dd>
      </div>
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
          <Source lines={look.lines} cut={look.cut} />
        </Reading>
      );
    case 'raw':
      return (
        <Reading id="raw" label="The whole message" words={look.words}>
          <pre className="text-part">{look.text}</pre>
        </Reading>
      );
    case 'inbox':
      return <InboxRows look={look} />;
    case 'findings':
      return (
        <Reading id="findings" label="Findings" words={look.words}>
          <Findings findings={look.findings} />
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

/** Widths in CSS px of the column that sender, subject and preheader share. */
const inboxes = [
  { name: 'Gmail on a desktop', className: 'row-wide' },
  { name: 'Outlook, reading pane', className: 'row-narrow' },
  { name: 'Apple Mail on a phone', className: 'row-phone' },
] as const;

function InboxRows({ look }: { readonly look: Extract<LookView, { kind: 'inbox' }> }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll from the keyboard too (WCAG 2.1.1)
    <section className="reading inboxes" id="inbox" aria-label="In the inbox" tabIndex={0}>
      {inboxes.map(({ name, className }) => (
        <figure key={className}>
          <figcaption>{name}</figcaption>
          <div className={`inbox-row ${className}`}>
            <bdi className="sender">{look.sender}</bdi>
            <bdi className="line">{look.subject}</bdi>
            <bdi className="after">{look.preheader}</bdi>
          </div>
        </figure>
      ))}
    </section>
  );
}

function Findings({ findings }: { readonly findings: readonly FindingView[] }) {
  if (findings.length === 0) return <p className="all-well">Nothing to mend: this message may go out as it is.</p>;
  return (
    <ul className="faults findings">
      {findings.map((finding, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a check may find the same twice
        <li key={index} className={finding.waived ? 'waived' : finding.severity}>
          <p className="where">
            <b>{finding.waived ? 'waived' : finding.severity}</b> {finding.check}{' '}
            {finding.href ? (
              <a href={finding.href} id={`finding-${index}`}>
                {finding.where}: show
              </a>
            ) : (
              <span>{finding.where}</span>
            )}
          </p>
          <p>{finding.found}</p>
          <p className="advice">
            {finding.why} <b>For the {finding.audience}:</b> {finding.fix}
          </p>
        </li>
      ))}
    </ul>
  );
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

function Source({ lines, cut }: { readonly lines: readonly SourceLine[]; readonly cut: number | null }) {
  return (
    <div className="source">
      {cut === null && <p className="cut-note">Gmail shows the whole mail: it ends before the cut at 102 KB.</p>}
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <div key={index} data-line={line.number ?? ''} data-depth={line.depth} className={index === cut ? 'cut' : undefined}>
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
