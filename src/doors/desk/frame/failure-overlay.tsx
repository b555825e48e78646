import type { Failure } from './failure.ts';

/** Stands over the last good preview until the fault is mended. Always in the page, so that a reload can fill or empty it. */
export function FailureOverlay({ failure }: { readonly failure: Failure | null }) {
  if (!failure) return <div id="failure" hidden />;
  return (
    <div id="failure" className="failure" role="alert">
      <div className="failure-sheet">
        <h2>{failure.title}</h2>
        {failure.place && (
          <p className="failure-place">
            {failure.place.file}
            {failure.place.line !== null && <b className="failure-line">:{failure.place.line}</b>}
          </p>
        )}
        <pre>{failure.message}</pre>
        {failure.help && <p className="failure-help">{failure.help}</p>}
      </div>
    </div>
  );
}
