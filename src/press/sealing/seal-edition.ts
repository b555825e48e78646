import { layoutCodec, layoutTable } from '../../composition/views/packed-layout.ts';
import { pagesSeen } from '../../selection/choosing/reach-back.ts';
import { sentStoryOf } from '../../selection/stories/sent-stories.ts';
import { clickKeyOf } from '../composing/click-key.ts';
import type { ComposedDigest } from '../composing/compose-digests.ts';
import { contentFingerprint } from '../editing/approved-content.ts';
import type { EditionDraft } from '../editing/draft-edition.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import { reachBackTo } from '../newsletter/newsletter.ts';
import { planFrom } from '../planning/plan.ts';
import { type PlanJson, planJson } from '../planning/plan-json.ts';
import type { Selection } from '../planning/select-edition.ts';
import type { Press } from '../ports/press.ts';
import type { DigestRecord, EditionRecord, ToldTable } from '../ports/store/editions.ts';
import { composePastGate, type MadePastGate } from './compose-past-gate.ts';
import { profileCodec } from './packed-profile.ts';
import { sealedInputs } from './sealed-inputs.ts';
import { type Survey, surveyAudience } from './survey-audience.ts';

/** What an edition keeps beside the compiled blocks: the plan as it was made. */
export type SealedPlan = {
  /** Profile key -> digest fingerprint, `null`: nothing new to tell such a reader. Seals made since digests are numbers lack it. */
  readonly profiles?: Readonly<Record<string, string | null>>;
  readonly plan: PlanJson;
  readonly notes: readonly string[];
  /** Who speaks in its mails, whatever the config says by then; seals made before 0.1 was complete lack it. */
  readonly speaker?: Pick<Newsletter, 'name' | 'sender' | 'replyTo'>;
};

/** What giving readers their digests needs of a seal that was made just now; a later process works it out again. */
export type JustSealed = Pick<MadePastGate, 'selection'>;

/**
 * Selects and composes what the frozen readers of the edition will get, and stores it once, with everything it was made
 * from: the first process to finish seals, any other's work is dropped and the sealed edition is sent. Whatever the number of readers,
 * nothing is kept for each: their digests follow from what is sealed (see `give-digests.ts`).
 */
export async function sealEdition(press: Press, edition: EditionRecord, draft: EditionDraft): Promise<JustSealed | null> {
  const { newsletter, tools } = draft;
  const [content, request] = [await draft.content(), await draft.request()];
  const clickKey = clickKeyOf(press, newsletter, request.slot);
  const wished = { newsletter, number: edition.number, baseUrl: press.baseUrl, clickKey, request, articles: content.articles };
  const survey = (selection: Selection) => surveyAudience(press, newsletter, edition, selection);
  const begun = { selection: await draft.selection(), composed: await draft.composed() };
  const made = await composePastGate({ press, tools, survey }, wished, begun);
  const { selection, composed, wish, notes } = made;
  const [fullest] = composed.digests.values();
  const told = toldTable(made, fullest?.fingerprint ?? '');
  const sealed: SealedPlan = {
    plan: planJson(planFrom(selection, content, wish.request, []), { explain: false }),
    notes: [...notes, ...selection.notices, ...composed.notes],
    speaker: { name: newsletter.name, sender: newsletter.sender, replyTo: newsletter.replyTo },
  };
  const sealedNow = await press.store.sealEdition(edition.id, {
    now: press.now(),
    // Readers' subjects differ with their lead story; the fullest digest's stands for the edition.
    subject: fullest?.rendered.subject ?? '',
    compiled: JSON.stringify(composed.compiled),
    plan: JSON.stringify(sealed),
    told,
    digests: fullest === undefined ? [] : [fullestRecord(fullest, made.survey, told)],
    inputs: JSON.stringify(sealedInputs(wish, selection.window, composed, press.version)),
    seen: pagesSeen(selection.articles, reachBackTo(newsletter, edition.slot), edition.slot),
    // Composing takes a while: what an editor takes back meanwhile is not sealed.
    ...(newsletter.approval === 'required' ? { approval: contentFingerprint((await draft.asApproved()).content) } : {}),
  });
  return sealedNow ? { selection } : null;
}

/** By the places of this table the edition's digests name what they tell. */
function toldTable({ survey: { stories }, selection, wish }: MadePastGate, fullest: string): ToldTable {
  const sections = [...stories.values()].map(({ topic }) => topic);
  const offered = wish.newsletter.topics;
  const topics = [...new Set([...offered, ...sections, ...[...selection.ranking.byTopic.values()].map(({ topic }) => topic)])];
  return { stories: [...stories.values()].map(({ story }) => sentStoryOf(story)), topics: topics.slice(0, topicsAtMost), fullest };
}

/** A corpus may name thousands that nobody follows; those left out are spelled out where they are needed. */
const topicsAtMost = 500;

/** The edition's face on the web, kept from the first; whoever gets the same shares it. */
const fullestRecord = ({ fingerprint, layout }: ComposedDigest, { sample: [first] }: Survey, told: ToldTable): DigestRecord => ({
  fingerprint,
  layout: layoutCodec(layoutTable(told)).pack(layout),
  profile: first ? profileCodec(told.topics).pack(first.profile) : null,
});
