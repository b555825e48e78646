/** Addresses that count where a mail is followed, and nothing else: newsletter and slot, story, place, signed. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { StoryForm } from '../../../emails/contract/view-model.ts';

/**
 * Where in a mail a link stands: a story's own by the form it stands in (`l` lead, `s` first of a section, `c` card, `b` brief), `h` a
 * line of the highlights, `r` what leads on from an excerpt or a whole text, `f` what is sent on to a friend; with a number from 1, `o` another outlet, `m` what is named under "more on
 * this". Never its number in the digest: that could tell one reader's digest from another's.
 */
export type ClickPlace = 'l' | 's' | 'c' | 'b' | 'h' | 'r' | 'f' | `o${number}` | `m${number}`;

/** What signs the addresses of one edition. */
export type ClickSigning = {
  readonly baseUrl: string;
  readonly newsletter: string;
  readonly slot: Date;
  readonly key: string;
  /** What stands behind the address in editions that try two subjects: a hole, or what fills it (`armMark`). */
  readonly arm: string;
};

const formPlaces: Readonly<Record<StoryForm, ClickPlace>> = { lead: 'l', 'section-lead': 's', card: 'c', brief: 'b' };

export const placeOfForm = (form: StoryForm): ClickPlace => formPlaces[form];

const macWidth = 11;

/** `/g/weekly/mi4x8s00.0123456789abcdef.l.AbCdEfGhIjK`, on the readers' site. */
export const clickAddress = ({ baseUrl, newsletter, slot, key, arm }: ClickSigning, storyId: string, place: ClickPlace): string =>
  `${baseUrl}/g/${newsletter}/${slot.getTime().toString(36)}.${storyId}.${place}.${macOf(key, storyId, place)}${place === 'f' ? '' : arm}`;

/** What an address says of the subject its reader got: nothing where there was but one. */
export const armMark = (arm: 1 | 2 | undefined): string => (arm === undefined ? '' : `.${arm}`);

/** Only such ids stand in an address as they are. */
export const mayBeCounted = (storyId: string): boolean => /^[\w-]{1,64}$/.test(storyId);

const macOf = (key: string, storyId: string, place: string): string =>
  createHmac('sha256', key).update(`${storyId}.${place}`).digest('base64url').slice(0, macWidth);

export type ClickRead = {
  readonly slot: Date;
  readonly storyId: string;
  readonly place: string;
  /** Which of two subjects; 0: there was one. */
  readonly arm: 0 | 1 | 2;
  readonly mac: string;
};

const codePattern = /^([0-9a-z]{1,9})\.([\w-]{1,64})\.([lscbhrf]|[om][1-9]\d{0,2})\.([\w-]{11})(?:\.([12]))?$/;

/** The last part of an address taken apart; `null` for what is none of ours. Whether it is signed is still to be seen. */
export function readClickCode(code: string): ClickRead | null {
  const [, slot, storyId = '', place = '', mac = '', arm] = codePattern.exec(code) ?? [];
  if (slot === undefined) return null;
  return { slot: new Date(Number.parseInt(slot, 36)), storyId, place, mac, arm: arm === '1' ? 1 : arm === '2' ? 2 : 0 };
}

/** Whether the edition's key signed story and place; in constant time. */
export const isSigned = (key: string, { storyId, place, mac }: ClickRead): boolean =>
  timingSafeEqual(Buffer.from(macOf(key, storyId, place)), Buffer.from(mac));

/** Where the links of a story lead, by place. */
export type ClickTargets = { readonly url: string | null; readonly outlets: readonly string[]; readonly more: readonly string[] };

export function targetOf({ url, outlets, more }: ClickTargets, place: string): string | null {
  const nth = Number(place.slice(1)) - 1;
  if (place.startsWith('o')) return outlets[nth] ?? null;
  return place.startsWith('m') ? (more[nth] ?? null) : url;
}
