/** The plan's side of the page, beside the plan: what if, history, the edition before. */

import { mayAct } from '../../../press/ports/people/roles.ts';
import { PostForm } from '../frame/desk-frame.tsx';
import { TermsLine } from '../glossary/term.tsx';
import type { Editing } from './editing-form.tsx';
import type { PanelView } from './view/panel-view.ts';

export function WhatIfPanel({ panel }: { readonly panel: PanelView }) {
  const { whatIf, whatIfKept } = panel;
  if (!whatIf) return null;
  return (
    <section id="what-if" aria-labelledby="what-if-title">
      <h2 id="what-if-title">What if</h2>
      <form method="get" action="/edition" className="stacked" id="what-if-form" data-submit-on-change="">
        {whatIfKept.map(({ name, value }) => (
          <input key={name + value} type="hidden" name={name} value={value} />
        ))}
        <Slider name="halfLife" label="Half-life, hours" value={whatIf.halfLife} min={6} max={336} step={6} />
        <Slider name="coverageWeight" label="Points an outlet more brings" value={whatIf.coverageWeight} min={0} max={60} step={1} />
        <Slider name="perTopic" label="Stories a topic" value={whatIf.perTopic} min={1} max={12} step={1} />
        <button type="submit">Try it</button>
      </form>
      <TermsLine words={['half-life', 'points', 'telling']} />
      {whatIf.summary && (
        <div id="what-if-diff">
          <p>{whatIf.summary}</p>
          <Rows title="Would enter" rows={whatIf.entering} className="joined" />
          <Rows title="Would leave" rows={whatIf.leaving} className="left" />
          <h3>Keep it</h3>
          <p>
            These are settings of the newsletter, of every edition from now on. Its config keeps them: put this into the newsletter at{' '}
            <bdi id="config-place">{whatIf.place}</bdi>, beside what its selection says already, and save. The desk shows it at once.
          </p>
          <pre>
            <code>{whatIf.config}</code>
          </pre>
        </div>
      )}
    </section>
  );
}

type SliderProps = {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
};

function Slider({ name, label, value, min, max, step }: SliderProps) {
  return (
    <label className="slider">
      <span>{label}</span> <input type="range" name={name} min={min} max={max} step={step} defaultValue={value} id={`try-${name}`} />{' '}
      <output htmlFor={`try-${name}`}>{value}</output>
    </label>
  );
}

function Rows({ title, rows, className }: { readonly title: string; readonly rows: readonly string[]; readonly className: string }) {
  if (rows.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className={`rows ${className}`}>
        {rows.map((row) => (
          <li key={row}>
            <bdi>{row}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}

export function HistoryPanel({ panel, visitor }: Editing) {
  return (
    <section id="history" aria-labelledby="history-title">
      <h2 id="history-title">History</h2>
      {panel.history.length === 0 && <p className="quiet">Nobody has changed this edition.</p>}
      <ul className="history">
        {panel.history.map((row) => (
          <li key={row.id} className={row.undoable ? undefined : 'undone'}>
            <p>
              <bdi>{row.words}</bdi> <span className="quiet">{row.at}</span>
            </p>
            {row.what && (
              <p>
                <bdi>{row.what}</bdi>
              </p>
            )}
            {row.changes.map(({ before, after }) => (
              <p key={before + after} className="change">
                <del>
                  <bdi>{before}</bdi>
                </del>{' '}
                <ins>
                  <bdi>{after}</bdi>
                </ins>
              </p>
            ))}
            <p className="quiet">
              {row.state}
              {row.unmatched && `: ${row.unmatched}`}
            </p>
            {row.undoable && mayAct(visitor, 'editor') && (
              <PostForm action={panel.undoAction} visitor={visitor}>
                <input type="hidden" name="version" value={panel.version} />
                <input type="hidden" name="newsletter" value={panel.newsletter} />
                <input type="hidden" name="id" value={row.id} />
                <button type="submit" className="small" aria-label={`Undo: ${row.words} ${row.what}`}>
                  Undo
                </button>
              </PostForm>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function DiffPanel({ panel }: { readonly panel: PanelView }) {
  const { diff } = panel;
  return (
    <section id="diff" aria-labelledby="diff-title">
      <h2 id="diff-title">
        Against the last edition <small>{diff?.title}</small>
      </h2>
      {!diff && <p className="quiet">No edition went out before this date.</p>}
      {diff && (
        <>
          <Rows title="New" rows={diff.joined} className="joined" />
          <Rows title="In both" rows={diff.stayed} className="stayed" />
          <Rows title="Gone" rows={diff.left} className="left" />
        </>
      )}
    </section>
  );
}
