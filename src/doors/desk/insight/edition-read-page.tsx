import { type EditionInsight, type PlaceKind, placeKinds } from '../../../press/insight/edition-insight.ts';
import type { Visitor } from '../access/access.ts';
import { columnsChart, lengthsChart } from '../charts/chart.ts';
import type { DeskNewsletter } from '../desk-source.ts';
import { deskDocument } from '../frame/desk-document.tsx';
import { Card, DeskBar, SaidLine } from '../frame/desk-frame.tsx';
import type { Flash } from '../frame/flash.ts';
import { counted, longInstant, whole } from '../frame/wording.ts';
import type { EditionRead } from '../insight-room.ts';
import { ChartWithTable } from './drawn.tsx';
import { NotCounted } from './editions-read-page.tsx';
import { StoriesRead } from './stories-read.tsx';
import { Subjects } from './subjects-card.tsx';

type EditionReadPage = EditionRead & {
  readonly newsletters: readonly DeskNewsletter[];
  readonly visitor: Visitor;
  readonly said: Flash | null;
};

const charted = 12;

/** How one edition was read, in numbers, and corrections of its stories. */
export function editionReadPage({ insight, errata, newsletters, visitor, said }: EditionReadPage): string {
  const newsletter = newsletters.find(({ id }) => id === insight.newsletter);
  const name = newsletter?.name ?? insight.newsletter;
  const zone = newsletter?.zone ?? 'UTC';
  return deskDocument({
    title: `How ${name} No. ${insight.number} was read · Courant desk`,
    failure: null,
    children: (
      <>
        <header className="masthead">
          <DeskBar place="overview" query="" visitor={visitor} />
        </header>
        <SaidLine said={said} />
        <main className="page" id="preview" tabIndex={-1}>
          <h1>
            <bdi>{name}</bdi> <span className="number">No. {insight.number}</span>
          </h1>
          <p>
            <time dateTime={insight.slot.toISOString()}>{longInstant(insight.slot, zone)}</time> <span className="zone">{zone}</span>
          </p>
          {insight.subject && (
            <p className="subject">
              <bdi>{insight.subject}</bdi>
            </p>
          )}
          <p className="acts">
            <a href={`/insight?of=${encodeURIComponent(insight.newsletter)}`}>Other editions</a>
            <a href={`/insight/${insight.newsletter}/${insight.number}/figures.csv`} data-hx-boost="false">
              Its stories as a CSV file
            </a>
          </p>
          <Totals insight={insight} />
          {insight.clicks === null && <NotCounted />}
          {insight.clicks !== null && insight.clicks > 0 && (
            <div className="cards read-charts">
              <TopStories insight={insight} />
              <Sections insight={insight} />
              <Places insight={insight} />
              <Days insight={insight} />
            </div>
          )}
          {insight.subjects && <Subjects subjects={insight.subjects} />}
          <StoriesRead insight={insight} errata={errata} visitor={visitor} zone={zone} />
        </main>
      </>
    ),
  });
}

type OfEdition = { readonly insight: EditionInsight };

function Totals({ insight }: OfEdition) {
  const figures: readonly (readonly [string, number | null])[] = [
    ['readers', insight.readers],
    ['accepted', insight.accepted],
    ['clicks', insight.clicks],
    ['of them sent on', insight.clicks === null ? null : insight.forwarded],
    ['unsubscribes', insight.unsubscribes],
    ['complaints', insight.complaints],
    ['bounces', insight.bounces],
  ];
  return (
    <dl className="facts figures" id="totals">
      {figures.map(
        ([words, value]) =>
          value !== null && (
            <div key={words}>
              <dt>{words}</dt>
              <dd>{whole(value)}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function TopStories({ insight }: OfEdition) {
  const top = insight.stories.filter(({ clicks }) => clicks > 0).slice(0, charted);
  const label = `Stories by clicks, the ${counted(top.length, 'most followed one', 'most followed')}`;
  return (
    <Card id="top-stories" title="Stories that were followed">
      <ChartWithTable
        markup={lengthsChart({ label, values: top.map(({ headline, clicks }) => ({ name: headline, count: clicks })) })}
        label={label}
        heads={['Story', 'Clicks']}
      >
        {top.map(({ storyId, headline, clicks }) => (
          <Row key={storyId} name={headline} value={clicks} />
        ))}
      </ChartWithTable>
    </Card>
  );
}

function Sections({ insight: { sections } }: OfEdition) {
  const label = 'Clicks by section';
  const named = sections.map(({ section, clicks }) => ({ name: section || 'No section', count: clicks }));
  return (
    <Card id="by-section" title="By section">
      <ChartWithTable markup={lengthsChart({ label, values: named.slice(0, charted) })} label={label} heads={['Section', 'Clicks']}>
        {named.map(({ name, count }) => (
          <Row key={name} name={name} value={count} />
        ))}
      </ChartWithTable>
    </Card>
  );
}

const placeWords: Readonly<Record<PlaceKind, string>> = {
  lead: 'The lead',
  'section-lead': 'First of a section',
  card: 'Cards',
  brief: 'Briefs',
  highlights: 'In this edition',
  'read-on': 'Read on',
  outlets: 'Also covered by',
  more: 'More on this',
  forwarded: 'Links sent on',
};

function Places({ insight: { places } }: OfEdition) {
  const label = 'Clicks by where in the mail the link stood';
  const named = placeKinds.filter((kind) => places[kind] > 0).map((kind) => ({ name: placeWords[kind], count: places[kind] }));
  return (
    <Card id="by-place" title="By place in the mail">
      <ChartWithTable markup={lengthsChart({ label, values: named })} label={label} heads={['Place', 'Clicks']}>
        {named.map(({ name, count }) => (
          <Row key={name} name={name} value={count} />
        ))}
      </ChartWithTable>
    </Card>
  );
}

function Days({ insight: { days } }: OfEdition) {
  const label = `Clicks by day, ${counted(days.length, 'day', 'days')}, UTC`;
  return (
    <Card id="by-day" title="By day">
      <ChartWithTable
        markup={columnsChart({ label, values: days.map(({ day, clicks }) => ({ name: day.slice(5), count: clicks })) })}
        label={label}
        heads={['Day (UTC)', 'Clicks']}
      >
        {days.map(({ day, clicks }) => (
          <Row key={day} name={day} value={clicks} />
        ))}
      </ChartWithTable>
    </Card>
  );
}

const Row = ({ name, value }: { readonly name: string; readonly value: number }) => (
  <tr>
    <th scope="row">
      <bdi>{name}</bdi>
    </th>
    <td className="count">{whole(value)}</td>
  </tr>
);
