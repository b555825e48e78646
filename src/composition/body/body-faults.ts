import type { Article } from '../../content/article.ts';
import type { Fault } from '../../content/fault.ts';
import { showUnseen } from '../../content/show-value.ts';
import type { Dropped } from './text-block.ts';
import { wholeText } from './whole-text.ts';

/** More about one text helps nobody. */
const mostTold = 20;

/** What a mail would not take over from the whole texts of articles, by file and line. */
export const bodyFaults = (articles: readonly Article[]): readonly Fault[] => articles.flatMap(faultsOf);

function faultsOf({ file, url, body }: Article): readonly Fault[] {
  if (body === undefined) return [];
  const fault = (line: number | null, code: string, found: string, advice: string): Fault => ({
    file,
    line,
    field: null,
    severity: 'warning',
    code,
    found,
    advice,
  });
  const text = wholeText(body, url);
  if (text.kind === 'refused') return [fault(body.line, 'body-refused', `its whole text ${text.why}`, 'told by its excerpt; shorten it')];
  return text.dropped.slice(0, mostTold).map((one) => {
    const found = `${one.what}${one.count === 1 ? '' : `, ${one.count} times`}, in the text`;
    return fault(lineOf(one, body), 'body-dropped', showUnseen(found), `left out of the mail: ${one.why}`);
  });
}

function lineOf({ mark }: Dropped, { text, line }: NonNullable<Article['body']>): number | null {
  const at = mark === '' ? -1 : text.toLowerCase().indexOf(mark);
  return at < 0 ? null : line + text.slice(0, at).split('\n').length - 1;
}
