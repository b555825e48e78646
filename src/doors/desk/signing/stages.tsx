import type { Part } from './sign-card.tsx';

const stages = ['draft', 'review', 'approved', 'sending', 'sent'] as const;
export type Stage = (typeof stages)[number];

const labels: Readonly<Record<Stage, string>> = {
  draft: 'Draft',
  review: 'Review',
  approved: 'Approved',
  sending: 'Sending',
  sent: 'Sent',
};

/** Who opens this page reviews. */
export function stageOf({ preview, signing }: Pick<Part, 'preview' | 'signing'>): Stage {
  const state = preview.edition?.state ?? null;
  if (state === 'finished') return 'sent';
  if (signing.sending || state === 'sealed' || state === 'sending') return 'sending';
  return signing.approval.state.kind === 'approved' ? 'approved' : 'review';
}

export function StagePath({ stage, draft }: { readonly stage: Stage; readonly draft: string }) {
  const at = stages.indexOf(stage);
  return (
    <ol className="path" aria-label="From draft to sent">
      {stages.map((one, index) => (
        <li key={one} className={index < at ? 'past' : undefined} aria-current={one === stage ? 'step' : undefined}>
          {one === 'draft' ? <a href={draft}>{labels[one]}</a> : labels[one]}
        </li>
      ))}
    </ol>
  );
}
