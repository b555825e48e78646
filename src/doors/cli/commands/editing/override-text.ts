import type { OverrideDone, OverrideList } from '../../../../press/editing/overrides.ts';
import type { OverrideRecord } from '../../../../press/ports/store/overrides.ts';
import { describeOverride } from '../../../../selection/editing/override.ts';
import { table } from '../../output/terminal.ts';

const slotText = (slot: Date | null) => slot?.toISOString() ?? 'every slot';

export const overrideDoneText = ({ record, version }: OverrideDone): string => {
  const what = `${record.newsletter} override ${record.id}: ${describeOverride(record)}, for ${slotText(record.slot)}`;
  const until = record.expiresAt ? ` until ${record.expiresAt.toISOString()}` : '';
  return `${what}${until}${record.undone ? `; undone by ${record.undone.by}` : ''}. Version ${version}.`;
};

export const overrideJson = (record: OverrideRecord) => ({
  id: record.id,
  newsletter: record.newsletter,
  slot: record.slot?.toISOString() ?? null,
  override: record.override,
  author: record.author,
  reason: record.reason,
  at: record.at.toISOString(),
  expiresAt: record.expiresAt?.toISOString() ?? null,
  undone: record.undone && { by: record.undone.by, at: record.undone.at.toISOString() },
});

export function overrideListText({ version, overrides }: OverrideList): string {
  if (overrides.length === 0) return 'No overrides.';
  const rows = overrides.map((one) => [
    String(one.id),
    one.undone ? `undone by ${one.undone.by}` : one.state,
    slotText(one.slot),
    aboutText(one),
    describeOverride(one),
  ]);
  const columns = [
    { head: 'id', width: 6 },
    { head: 'state', width: 20 },
    { head: 'slot', width: 26 },
    { head: 'what', width: 52 },
    { head: 'by', width: 50 },
  ];
  return `${table(columns, rows)}\nVersion ${version}.`;
}

function aboutText({ override }: OverrideRecord): string {
  switch (override.kind) {
    case 'pin':
      return `${override.story.canonicalUrls[0]}${override.topic ? ` in ${override.topic}` : ''}${override.position ? ` at ${override.position}` : ''}`;
    case 'reorder':
      return `${override.topic}: ${override.stories.length} stories`;
    case 'edition':
      return Object.keys(override)
        .filter((key) => key !== 'kind')
        .join(', ');
    case 'sections':
      return override.topics.join(', ');
    case 'mute':
      return override.outlet;
    case 'lead':
      return override.canonicalUrl;
    case 'add':
      return `${override.telling.url} in ${override.topic}`;
    case 'picture':
      return `${override.url ?? 'no picture'}${override.focus ? ` around ${override.focus.join(', ')}` : ''}`;
    case 'text':
      return `${override.story.canonicalUrls[0] ?? override.story.storyId}: ${override.whole ? 'its whole text' : 'its excerpt'}`;
    case 'drop':
    case 'front':
    case 'reword':
    case 'merge':
    case 'split':
      return override.story.canonicalUrls[0] ?? override.story.storyId;
  }
}
