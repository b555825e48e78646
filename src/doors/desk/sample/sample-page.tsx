import type { Verdict } from '../../../composition/lint/gate.ts';
import { type SampleName, samples } from '../../../composition/sample/sample-digest.ts';
import { builtInThemes } from '../../../composition/themes/theme-names.ts';
import type { Visitor } from '../access/access.ts';
import type { DeskNewsletter, DeskSample } from '../desk-source.ts';
import { deskDocument } from '../frame/desk-document.tsx';
import { DeskBar } from '../frame/desk-frame.tsx';
import { type DeskQuery, deskAddress } from '../frame/desk-query.ts';
import { ChoiceBar, MailPane } from '../mail/mail-pane.tsx';
import { mailView } from '../mail/mail-view.ts';

type SamplePage = {
  readonly sample: DeskSample;
  readonly query: DeskQuery & { readonly sample: SampleName };
  readonly newsletters: readonly DeskNewsletter[];
  readonly complaints: readonly string[];
  readonly verdict: Verdict | null;
  readonly visitor: Visitor;
};

const names: Readonly<Record<SampleName, string>> = { everything: 'Everything', one: 'One story', sixty: 'Sixty stories' };
/** A language of each direction is tried by a click; any other can be named. */
const fromTheRight = 'ar';

/** A theme on the sample digest, in every look a mail of the desk has. */
export function samplePage({ sample, query, newsletters, complaints, verdict, visitor }: SamplePage): string {
  const { newsletter } = sample;
  const to = (changes: Partial<DeskQuery>): string => deskAddress('/sample', { ...query, spot: null, ...changes });
  const edition = { ...query, sample: null, spot: null, look: 'html' } as const;
  const tried = query.theme ?? newsletter.theme;
  const themes = [...new Set([...newsletters.map(({ theme }) => theme), ...builtInThemes])];
  const notes = [...complaints, ...sample.notes];
  return deskDocument({
    title: `Sample digest in ${tried} · Courant desk`,
    failure: null,
    children: (
      <>
        <header className="masthead">
          <DeskBar place={null} query={deskAddress('', edition)} visitor={visitor} />
          <div className="nameplate">
            <h1>
              <bdi>{newsletter.name}</bdi> <span className="number">Sample digest</span>
            </h1>
            <ChoiceBar
              label="Sample"
              choices={samples.map((name) => ({
                id: `sample-${name}`,
                label: names[name],
                href: to({ sample: name }),
                current: name === query.sample,
              }))}
            />
            <nav className="reader-switch" aria-label="Theme and language">
              <a id="usual-language" href={to({ locale: null })} aria-current={query.locale === null ? 'true' : undefined}>
                {newsletter.locale}
              </a>
              <a id="from-the-right" href={to({ locale: fromTheRight })} aria-current={query.locale === fromTheRight ? 'true' : undefined}>
                From the right
              </a>
              <details className={query.theme === null ? 'opens right' : 'opens right current'} id="theme" name="menu">
                <summary>
                  <bdi>{tried}</bdi>
                </summary>
                <div className="popover">
                  <ChoiceBar
                    label="Theme"
                    className="choices column"
                    choices={themes.map((theme) => ({
                      id: `theme-${theme.replace(/[^\w-]/g, '-')}`,
                      label: theme,
                      href: to({ theme: theme === newsletter.theme ? null : theme }),
                      current: theme === tried,
                    }))}
                  />
                </div>
              </details>
            </nav>
            <a className="act" href={deskAddress('/edition', edition)}>
              Today’s edition
            </a>
          </div>
        </header>
        <div className="news">
          {notes.map((note) => (
            <p className="remark" key={note}>
              {note}
            </p>
          ))}
        </div>
        <div className="spread alone">
          <MailPane mail={mailView(sample, sample.mail, query, verdict)} skip={null} elsewhere={[]} rewords={false} />
        </div>
      </>
    ),
  });
}
