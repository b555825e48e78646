import type { ReaderField } from '../../../audience/fields/reader-field.ts';
import type { ReaderStanding } from '../../../press/readers/manage-readers.ts';
import type { Visitor } from '../access/access.ts';
import type { DeskNewsletter } from '../desk-source.ts';
import { deskDocument } from '../frame/desk-document.tsx';
import { DeskBar, PostForm, SaidLine } from '../frame/desk-frame.tsx';
import type { Flash } from '../frame/flash.ts';
import { datedInstant } from '../frame/wording.ts';
import type { NextDigest, ReaderNumbers } from '../reader-rooms.ts';
import { FieldsCard } from './fields-card.tsx';
import type { ReaderPart } from './reader-form.tsx';
import { Bounces, Consent, Rights, WhyNothingCard } from './record-cards.tsx';
import { Numbers } from './rooms/numbers-part.tsx';
import { Deliveries, Subscriptions } from './subscriptions-card.tsx';
import { SuppressionCard } from './suppression-card.tsx';

export type Found =
  | { readonly kind: 'standing'; readonly standing: ReaderStanding }
  | { readonly kind: 'no-address'; readonly words: string }
  /** The desk was started anew since, or somebody else looked. */
  | { readonly kind: 'forgotten' };

type ReadersPage = {
  /** `null`: nobody was asked for. */
  readonly found: Found | null;
  /** As it was typed. */
  readonly address: string;
  readonly newsletters: readonly DeskNewsletter[];
  readonly visitor: Visitor;
  readonly said: Flash | null;
  readonly now: Date;
  /** Readers' own. */
  readonly fields: readonly ReaderField[];
  /** Of all readers, where nobody is asked for. */
  readonly numbers: ReaderNumbers | null;
  /** The newsletter the numbers are of; `null`: all. */
  readonly of: string | null;
  /** What the next editions would bring them; `null`: not asked. */
  readonly next: readonly NextDigest[] | null;
};

export function readersPage({ found, address, newsletters, visitor, said, now, fields, numbers, of, next }: ReadersPage): string {
  const failed: Flash | null = found?.kind === 'no-address' ? { tone: 'fault', words: found.words } : null;
  return deskDocument({
    title: 'Readers · Courant desk',
    failure: null,
    children: (
      <>
        <header className="masthead">
          <DeskBar place="readers" query="" visitor={visitor} />
        </header>
        <SaidLine said={said ?? failed} />
        <main className="page" id="preview" tabIndex={-1}>
          <h1>Readers</h1>
          <PostForm action="/readers/find" visitor={visitor} className="search">
            <label>
              <span>A reader’s address, or a part of it</span>{' '}
              {/* Not type=email: browsers refuse local parts beyond ASCII, which readers may have. */}
              <input
                key={address}
                name="address"
                defaultValue={address}
                inputMode="email"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                maxLength={254}
                required
              />
            </label>
            <button type="submit">Look up</button>
          </PostForm>
          {found === null && <p className="quiet">What you type stands in no web address, so that no log or history keeps it.</p>}
          {numbers && <Numbers numbers={numbers} newsletter={of} newsletters={newsletters} visitor={visitor} />}
          {found?.kind === 'forgotten' && <p>The desk no longer knows whom this page was about. Type the address again.</p>}
          {found?.kind === 'standing' && (
            <Reader standing={found.standing} newsletters={newsletters} visitor={visitor} now={now} next={next} fields={fields} />
          )}
        </main>
      </>
    ),
  });
}

function Reader(part: ReaderPart & { readonly next: readonly NextDigest[] | null }) {
  const { address, record, suppression } = part.standing;
  return (
    <section className="reader" aria-labelledby="reader-title">
      <h2 id="reader-title">
        <bdi>{address}</bdi>
      </h2>
      <p className="quiet">{record ? knownSince(record.account) : suppression.kind === 'erased' ? erased : unknown}</p>
      {suppression.kind !== 'erased' && <WhyNothingCard {...part} />}
      <div className="cards">
        {suppression.kind !== 'erased' && <SuppressionCard {...part} />}
        {record && <Subscriptions {...part} record={record} />}
        {record && <FieldsCard {...part} record={record} />}
      </div>
      {record && <Deliveries {...part} record={record} />}
      {record && <Bounces record={record} />}
      {record && <Consent record={record} />}
      {record && <Rights {...part} record={record} />}
    </section>
  );
}

const unknown = 'Nobody of this address is known.';
const erased =
  'Erased at their wish: nothing is kept but a hash, by which imports refuse the address. Only they can come back, by signing up.';

const knownSince = ({ createdAt, locale }: NonNullable<ReaderStanding['record']>['account']): string =>
  `Known since ${datedInstant(createdAt, 'UTC')} UTC${locale === null ? '' : `; reads in ${locale}`}.`;
