/** What waits for a person: drafts to approve, editions held or paused, readers whose mail may or may not have arrived. */
import type { EditionStanding } from '../../../press/oversight/edition-standing.ts';
import type { DeskOverview, OverviewApproval } from '../desk-source.ts';
import { counted, holdWords, shortInstant } from '../frame/wording.ts';
import { addressOf } from './editions-table.tsx';

type Waiting = { readonly what: string; readonly words: string; readonly href: string; readonly grave: boolean };

export function WaitingList({ overview }: { readonly overview: DeskOverview }) {
  const rows = [
    ...overview.newsletters.flatMap(afterItsDate),
    ...overview.newsletters.flatMap(beforeSending),
    ...overview.editions.flatMap((one) => ofEdition(one, overview)),
  ];
  return (
    <section className="waiting" aria-labelledby="waiting-title">
      <h2 id="waiting-title">Waiting for you</h2>
      {rows.length === 0 && <p className="quiet">Nothing: no draft wants an approval, nothing is held, every mail is accounted for.</p>}
      <ul>
        {rows.map(({ what, words, href, grave }) => (
          <li key={href + words} className={grave ? 'grave' : undefined}>
            <a href={href}>
              <bdi>{what}</bdi>
            </a>{' '}
            <span>{words}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function afterItsDate({ newsletter, overdue }: DeskOverview['newsletters'][number]): readonly Waiting[] {
  if (overdue === null) return [];
  const { slot, until, hold, approval } = overdue;
  const href = addressOf('/sign', newsletter.id, slot);
  const what = `${newsletter.name}, ${shortInstant(slot, newsletter.zone)}`;
  if (until === null) return [{ what, words: 'did not go out, and its date is too long past to go out by itself', href, grave: true }];
  const whys = [
    ...(hold ? [`is held by ${hold.by}${hold.reason ? `: ${hold.reason}` : ''}`] : []),
    ...(newsletter.approval === 'required' ? approvalWaits(approval).map(({ words }) => words) : []),
  ];
  const words = `is overdue: it ${whys.join('; and it ')}. Until ${shortInstant(until, newsletter.zone)} it goes out as soon as nothing stands in its way`;
  return [{ what, words, href, grave: true }];
}

function beforeSending({ newsletter, next, hold, approval }: DeskOverview['newsletters'][number]): readonly Waiting[] {
  if (next === null) return [];
  const href = addressOf('/sign', newsletter.id, next);
  const what = `${newsletter.name}, ${shortInstant(next, newsletter.zone)}`;
  return [
    ...(hold ? [{ what, words: `is held by ${hold.by}${hold.reason ? `: ${hold.reason}` : ''}`, href, grave: true }] : []),
    ...(newsletter.approval === 'required' ? approvalWaits(approval).map((one) => ({ what, ...one, href: `${href}${one.place}` })) : []),
  ];
}

/** Said in the list itself, the rest on the page it leads to. */
const changesTold = 2;

function approvalWaits(approval: OverviewApproval): readonly { readonly words: string; readonly grave: boolean; readonly place: string }[] {
  switch (approval.kind) {
    case 'approved':
      return [];
    case 'none':
      return [{ words: 'is a draft that waits for approval', grave: false, place: '' }];
    case 'unclear':
      return [{ words: `cannot be made as it is now, approved or not: ${approval.why}`, grave: true, place: '' }];
    case 'void': {
      const told = approval.changes.slice(0, changesTold).join('; ');
      const more = approval.changes.length - changesTold;
      const words = `has changed since ${approval.by} approved it, so it will not go out: ${told}${more > 0 ? `; and ${more} more` : ''}`;
      return [{ words, grave: true, place: '#approval' }];
    }
  }
}

function ofEdition({ edition, accounting, hold }: EditionStanding, { newsletters }: DeskOverview): readonly Waiting[] {
  const newsletter = newsletters.find((one) => one.newsletter.id === edition.newsletter)?.newsletter;
  const what = `${newsletter?.name ?? edition.newsletter} No. ${edition.number}`;
  const href = addressOf('/sign', edition.newsletter, edition.slot);
  const left = accounting.queued + accounting.deferred + accounting.submitting;
  const rows: Waiting[] = [];
  if (hold?.kind === 'paused')
    rows.push({ what, words: `is ${holdWords(hold)} (${counted(left, 'reader', 'readers')} to go)`, href, grave: true });
  if (hold === null && (edition.state === 'open' || edition.state === 'sealed'))
    rows.push({
      what,
      words: edition.state === 'open' ? 'was begun and not made ready' : 'is made ready and has not gone out',
      href,
      grave: false,
    });
  if (accounting.unknown > 0)
    rows.push({
      what,
      words: `may or may not have reached ${counted(accounting.unknown, 'reader', 'readers')}: say what became of them`,
      href: `${href}#unknown`,
      grave: true,
    });
  return rows;
}
