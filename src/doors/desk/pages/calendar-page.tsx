/** The coming dates of all newsletters, to work ahead, hold one or leave it out; and what was sent, with its figures. */
import type { Hono } from 'hono';
import { z } from 'zod';
import { CourantError } from '../../../errors/courant-error.ts';
import { mayAct } from '../../../press/ports/people/roles.ts';
import type { DeskEnv, Visitor } from '../access/access.ts';
import { mayAsk } from '../access/route-roles.ts';
import type { ComingDate, DeskCalendar, DeskNewsletter } from '../desk-source.ts';
import { actAndReturn, type DeskContext, queryOf } from '../frame/desk-context.ts';
import { deskDocument } from '../frame/desk-document.tsx';
import { DeskBar, PostForm, SaidLine } from '../frame/desk-frame.tsx';
import type { Flash } from '../frame/flash.ts';
import { counted, localField, longInstant, weekdayInstant } from '../frame/wording.ts';
import { addressOf, EditionsTable } from './editions-table.tsx';

const Act = z.object({
  act: z.enum(['hold', 'skip', 'release', 'move', 'back']),
  newsletter: z.string().min(1).max(64),
  at: z.iso.datetime().transform((text) => new Date(text)),
  reason: z.string().trim().max(500).default(''),
  local: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
    .refine((text) => !Number.isNaN(Date.parse(`${text}Z`)))
    .optional(),
});

export function calendarRoutes(desk: Hono<DeskEnv>, context: DeskContext): void {
  desk.get('/calendar', async (c) => {
    try {
      const said = context.said.of(queryOf(c).query.said);
      return c.html(calendarPage(await context.source.calendar(), c.get('visitor'), said));
    } catch (error) {
      return context.failed(c, error);
    }
  });
  desk.post('/calendar', async (c) => {
    const parsed = Act.safeParse(await c.req.parseBody());
    if (!parsed.success) return c.text('This form says nothing the desk understands.\n', 400);
    const { act, newsletter, at, reason, local = null } = parsed.data;
    const { name: by, account } = c.get('visitor');
    return actAndReturn(c, context, '/calendar', async () => {
      if (act === 'back') return await context.source.moveDate({ newsletter, at, local: null, reason }, by, account);
      if (act === 'move') {
        if (local !== null) return await context.source.moveDate({ newsletter, at, local, reason }, by, account);
        throw new CourantError('option-invalid', 'No moment was given to move it to.', { help: 'Give day and time.' });
      }
      if (act === 'release') return await context.source.sign({ newsletter, at }, { act }, by);
      const why = act === 'skip' ? [skipped, reason].filter((words) => words !== '').join(': ') : reason;
      const done = await context.source.sign({ newsletter, at }, { act: 'hold', reason: why }, by);
      return act === 'skip' ? 'Left out: nothing goes out on that date, and its stories are for the next one.' : done;
    });
  });
}

/** A hold with this reason is a date nobody means to send. */
const skipped = 'left out';

const calendarPage = (calendar: DeskCalendar, visitor: Visitor, said: Flash | null): string =>
  deskDocument({
    title: 'Calendar · Courant desk',
    failure: null,
    children: (
      <>
        <header className="masthead">
          <DeskBar place="calendar" query="" visitor={visitor} />
        </header>
        <SaidLine said={said} />
        <main className="page" id="preview" tabIndex={-1}>
          <h1>Calendar</h1>
          {calendar.newsletters.length === 0 && (
            <p>Describe a newsletter in courant.config.ts and save: its dates show here by themselves.</p>
          )}
          <ul className="newsletters dates-ahead">
            {calendar.newsletters.map(({ newsletter, coming }) => (
              <Ahead key={newsletter.id} newsletter={newsletter} coming={coming} visitor={visitor} />
            ))}
          </ul>
          <h2>Sent</h2>
          {calendar.past.length === 0 ? (
            <p className="quiet">Nothing has gone out yet.</p>
          ) : (
            <EditionsTable editions={calendar.past} newsletters={calendar.newsletters.map(({ newsletter }) => newsletter)} />
          )}
        </main>
      </>
    ),
  });

type AheadProps = { readonly newsletter: DeskNewsletter; readonly coming: readonly ComingDate[]; readonly visitor: Visitor };

function Ahead({ newsletter, coming, visitor }: AheadProps) {
  return (
    <li id={`dates-${newsletter.id}`}>
      <h2>
        <bdi>{newsletter.name}</bdi> <small className="zone">{newsletter.zone}</small>
      </h2>
      {coming.length === 0 && <p>Its schedule has no further date.</p>}
      <ol>
        {coming.map((date) => (
          <li key={date.at.getTime()}>
            <p>
              <a href={addressOf('/edition', newsletter.id, date.at)}>
                <time dateTime={date.at.toISOString()}>{weekdayInstant(date.at, newsletter.zone)}</time>
              </a>{' '}
              <span className={date.hold ? 'held' : 'quiet'}>{stateOf(date, newsletter)}</span>
            </p>
            <div className="date-acts">
              {mayAsk(visitor, 'POST /calendar', 'move') && <MoveDate newsletter={newsletter} date={date} visitor={visitor} />}
              {mayAsk(visitor, 'POST /calendar', date.hold ? 'release' : 'hold') && (
                <DateActs newsletter={newsletter} date={date} visitor={visitor} />
              )}
            </div>
          </li>
        ))}
      </ol>
      {mayAct(visitor, 'editor') && <OneOff newsletter={newsletter} />}
    </li>
  );
}

function stateOf({ hold, moved, changes, approvedBy }: ComingDate, { approval, zone }: DeskNewsletter): string {
  const from = moved && `moved from ${weekdayInstant(moved.from, zone)} by ${moved.by}${moved.reason ? `: ${moved.reason}` : ''}`;
  if (hold)
    return hold.reason.startsWith(skipped) ? `${hold.reason} by ${hold.by}` : `held by ${hold.by}${hold.reason ? `: ${hold.reason}` : ''}`;
  const parts = [
    ...(from ? [from] : []),
    ...(changes > 0 ? [counted(changes, 'change', 'changes')] : []),
    ...(approvedBy ? [`approved by ${approvedBy}`] : approval === 'required' ? ['waits for approval'] : []),
  ];
  return parts.join(' · ') || 'draft';
}

type OfDate = { readonly newsletter: DeskNewsletter; readonly date: ComingDate; readonly visitor: Visitor };

/** To another moment, for once; and back. */
function MoveDate({ newsletter, date, visitor }: OfDate) {
  const when = longInstant(date.at, newsletter.zone);
  return (
    <details className="opens right" name="menu">
      <summary aria-label={`Move: ${when}`}>Move</summary>
      <PostForm action="/calendar" visitor={visitor} className="popover stacked">
        <input type="hidden" name="newsletter" value={newsletter.id} />
        <input type="hidden" name="at" value={date.at.toISOString()} />
        <label>
          <span>Goes out, {newsletter.zone}</span>{' '}
          <input type="datetime-local" name="local" required defaultValue={localField(date.at, newsletter.zone)} />
        </label>
        <label>
          <span>Why</span> <input name="reason" maxLength={500} />
        </label>
        <p className="quiet">With that moment’s articles. What was done to it goes along; an approval does not.</p>
        <p className="buttons">
          <button type="submit" name="act" value="move" className="small">
            Move it there
          </button>{' '}
          {date.moved && (
            <button type="submit" name="act" value="back" className="small" formNoValidate>
              Put it back
            </button>
          )}
        </p>
      </PostForm>
    </details>
  );
}

function DateActs({ newsletter, date, visitor }: OfDate) {
  const when = longInstant(date.at, newsletter.zone);
  const hidden = (
    <>
      <input type="hidden" name="newsletter" value={newsletter.id} />
      <input type="hidden" name="at" value={date.at.toISOString()} />
    </>
  );
  if (date.hold)
    return (
      <PostForm action="/calendar" visitor={visitor}>
        {hidden}
        <button type="submit" name="act" value="release" className="small" aria-label={`Release: ${when}`}>
          Release
        </button>
      </PostForm>
    );
  return (
    <details className="opens right" name="menu">
      <summary aria-label={`Hold or leave out: ${when}`}>Hold</summary>
      <PostForm action="/calendar" visitor={visitor} className="popover stacked">
        {hidden}
        <label>
          <span>Why</span> <input name="reason" maxLength={500} />
        </label>
        <p className="buttons">
          <button type="submit" name="act" value="hold" className="small">
            Hold it back
          </button>{' '}
          <button type="submit" name="act" value="skip" className="small">
            Leave this date out
          </button>
        </p>
      </PostForm>
    </details>
  );
}

/** A date of one's own: made ready like any other, and sent by hand. */
const OneOff = ({ newsletter }: { readonly newsletter: DeskNewsletter }) => (
  <details className="one-off">
    <summary>An edition beside the schedule</summary>
    <form method="get" action="/edition" className="stacked">
      <input type="hidden" name="newsletter" value={newsletter.id} />
      <label>
        <span>Date, {newsletter.zone}</span> <input type="datetime-local" name="local" required />
      </label>
      <p className="quiet">It is edited and reviewed like any other, and goes out when somebody sends it.</p>
      <button type="submit" className="plain">
        Open it
      </button>
    </form>
  </details>
);
