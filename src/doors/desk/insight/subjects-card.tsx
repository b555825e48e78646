import type { EditionInsight } from '../../../press/insight/edition-insight.ts';
import { verdictWords } from '../../../press/insight/subject-verdict.ts';
import { Card } from '../frame/desk-frame.tsx';
import { WideTable } from '../frame/wide-table.tsx';
import { whole } from '../frame/wording.ts';

/** Two subjects tried on one edition, what came of each, and which did better, if that can be said. */
export const Subjects = ({ subjects }: { readonly subjects: NonNullable<EditionInsight['subjects']> }) => (
  <Card id="subjects" title="Two subjects">
    <p id="verdict">{verdictWords(subjects.verdict)}</p>
    <WideTable
      label="What came of each subject"
      heads={['Subject', 'Accepted', 'Clicks', 'Unsubscribes', 'Complaints', 'Bounces']}
      className="editions figures-table"
    >
      {subjects.tried.map(({ arm, subject, accepted, clicks, unsubscribes, complaints, bounces }) => (
        <tr key={arm}>
          <th scope="row">
            {arm === subjects.verdict.better && <b className="better">better </b>}
            <bdi>{subject}</bdi>
          </th>
          <td data-head="Accepted" className="count">
            {whole(accepted)}
          </td>
          <td data-head="Clicks" className="count">
            {clicks === null ? '–' : whole(clicks)}
          </td>
          <td data-head="Unsubscribes" className="count">
            {whole(unsubscribes)}
          </td>
          <td data-head="Complaints" className="count">
            {whole(complaints)}
          </td>
          <td data-head="Bounces" className="count">
            {whole(bounces)}
          </td>
        </tr>
      ))}
    </WideTable>
  </Card>
);
