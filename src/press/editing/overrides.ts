import { CourantError } from '../../errors/courant-error.ts';
import type { EditorsOverride, Override } from '../../selection/editing/override.ts';
import type { EditionStore } from '../ports/store/editions.ts';
import type { OverrideChange, OverrideRecord, OverrideStore } from '../ports/store/overrides.ts';

export type OverrideRequest = {
  readonly newsletter: string;
  readonly slot: Date | null;
  readonly override: Override;
  readonly author: string;
  /** Their account at the desk; left out, they have none. */
  readonly account?: number | null;
  readonly reason: string;
  readonly expiresAt: Date | null;
  /** The version the editor saw when deciding; `null` does not look for others' changes. */
  readonly expectedVersion: number | null;
};

export type OverrideDone = { readonly record: OverrideRecord; readonly version: number };

/**
 * Keeps an editor's override; it holds from the next rebuild on.
 * @throws CourantError `override-conflict` when somebody else changed the overrides since `expectedVersion`,
 *   `override-anonymous`, `override-expired`, `edition-sealed`, `override-unusable`
 */
export async function overrideEdition(
  store: OverrideStore & Pick<EditionStore, 'findEdition'>,
  request: OverrideRequest,
  now: Date,
): Promise<OverrideDone> {
  const { expectedVersion, ...override } = request;
  mustBeNamed(request.author);
  // With the parser of notes, which nobody needs who only looks.
  const { mustBeUsable } = await import('./kept-words.ts');
  mustBeUsable(request.override);
  const edition = request.slot === null ? null : await store.findEdition(request.newsletter, request.slot);
  if (edition !== null && edition.state !== 'open') {
    throw new CourantError(
      'edition-sealed',
      `${edition.newsletter} No. ${edition.number} is sealed: an override for its slot would change nothing.`,
      {
        help: 'Override a later slot, or every slot.',
      },
    );
  }
  if (request.expiresAt !== null && request.expiresAt <= (request.slot ?? now)) {
    throw new CourantError(
      'override-expired',
      `The override would end at ${request.expiresAt.toISOString()}, before it touches anything.`,
      {
        help: 'Let it expire later, or leave the expiry out.',
      },
    );
  }
  return settled(
    await store.addOverride({ ...override, author: request.author.trim(), at: now }, expectedVersion),
    request.newsletter,
    null,
  );
}

/**
 * Takes an override back; it stays in the history.
 * @throws CourantError `override-conflict`, `override-unknown`, `override-anonymous`
 */
export async function undoOverride(
  store: OverrideStore,
  undo: {
    readonly newsletter: string;
    readonly id: number;
    readonly by: string;
    readonly account?: number | null;
    readonly expectedVersion: number | null;
  },
  now: Date,
): Promise<OverrideDone> {
  mustBeNamed(undo.by);
  const change = await store.undoOverride(
    { newsletter: undo.newsletter, id: undo.id, by: undo.by.trim(), account: undo.account ?? null, at: now },
    undo.expectedVersion,
  );
  return settled(change, undo.newsletter, undo.id);
}

export type OverrideState = 'in-force' | 'undone' | 'expired';

export type OverrideList = {
  /** To be given back as `expectedVersion`. */
  readonly version: number;
  /** Oldest first; `state` as seen from the slot asked for. */
  readonly overrides: readonly (OverrideRecord & { readonly state: OverrideState })[];
};

/** Every override of a newsletter that ever concerned a slot (`null`: any slot), whoever undid it since. */
export async function overridesOf(store: OverrideStore, newsletter: string, slot: Date | null): Promise<OverrideList> {
  const { version, records } = await store.overrides(newsletter, slot);
  return { version, overrides: records.map((record) => ({ ...record, state: stateOf(record, slot ?? record.slot) })) };
}

/** Those to apply when the slot's edition is built, oldest first. */
export const inForce = ({ overrides }: OverrideList): readonly EditorsOverride[] =>
  overrides
    .filter(({ state }) => state === 'in-force')
    .map(({ id, override, author, reason }): EditorsOverride => ({ id, override, author, reason }));

export type OverrideEvent = { readonly kind: 'asked' | 'undone'; readonly record: OverrideRecord; readonly by: string; readonly at: Date };

/** What was done to a newsletter's overrides after `version`, oldest first; each version is one change. */
export async function changesSince(store: OverrideStore, newsletter: string, version: number): Promise<readonly OverrideEvent[]> {
  const now = await store.overrides(newsletter, null);
  const events = now.records.flatMap((record): OverrideEvent[] => [
    { kind: 'asked', record, by: record.author, at: record.at },
    ...(record.undone ? [{ kind: 'undone' as const, record, ...record.undone }] : []),
  ]);
  const since = now.version - version;
  return since <= 0 ? [] : events.sort((a, b) => a.at.getTime() - b.at.getTime()).slice(-since);
}

function stateOf({ undone, expiresAt }: OverrideRecord, slot: Date | null): OverrideState {
  if (undone !== null) return 'undone';
  return expiresAt !== null && slot !== null && slot > expiresAt ? 'expired' : 'in-force';
}

function mustBeNamed(author: string): void {
  if (author.trim() !== '') return;
  throw new CourantError('override-anonymous', 'An override needs a name: who asks for it?', { help: 'Say it with --by <name>.' });
}

function settled(change: OverrideChange, newsletter: string, id: number | null): OverrideDone {
  if (change.kind === 'done') return { record: change.record, version: change.version };
  if (change.kind === 'unknown') {
    throw new CourantError('override-unknown', `${newsletter} has no override ${id ?? ''} that could be undone.`, {
      help: `See: courant override list ${newsletter}`,
    });
  }
  throw new CourantError('override-conflict', `Somebody changed the overrides of ${newsletter} meanwhile; nothing was written.`, {
    help: 'Look at the overrides as they are now, then decide again.',
  });
}
