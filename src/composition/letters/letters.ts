import type { LetterView, LinkView } from '../../../emails/contract/view-model.ts';
import type { Imprint } from '../edition.ts';
import { neutralText, safeHref } from '../text/neutral-text.ts';
import { letterStringsFor } from '../text/strings/letters/letter-catalogue.ts';
import type { LetterStrings } from '../text/strings/letters/letter-strings.ts';
import { columns, cutAtWord } from '../text/text-measure.ts';
import { directionOf, fillPattern, type Wording, wordingFor } from '../text/wording.ts';

/** What each letter needs to know. Addresses are absolute; reasons and topics are plain words. */
export type LetterValues = {
  /** Double opt-in. Nothing in it comes from whoever typed the address. */
  readonly confirm: { readonly confirmHref: string };
  readonly welcome: { readonly topics: readonly string[]; readonly preferencesHref: string; readonly unsubscribeHref: string };
  readonly 'preferences-changed': LetterValues['welcome'];
  /** Whether it was really the reader who asked for their data, or to be erased. */
  readonly 'export-request': { readonly dataHref: string };
  readonly 'erase-request': { readonly dataHref: string };
  /** To an editor: mail leaves. `server` as the transport names itself. */
  readonly 'editor-test': { readonly sentAt: Date; readonly server: string };
  /** To somebody who is let in at the desk. */
  readonly 'desk-invitation': { readonly by: string; readonly role: string; readonly joinHref: string };
  /** Whether it was really they who forgot it. */
  readonly 'desk-password': { readonly passwordHref: string };
  /** To an editor: a comment names them. */
  readonly 'desk-mention': { readonly by: string; readonly place: string; readonly words: string; readonly deskHref: string };
  /** To an editor: an edition was due and was not sent. */
  readonly 'digest-held': { readonly number: number; readonly slot: Date; readonly reasons: readonly string[]; readonly deskHref: string };
};
export type LetterKind = keyof LetterValues;

export const letterKinds: readonly LetterKind[] = [
  'confirm',
  'welcome',
  'preferences-changed',
  'export-request',
  'erase-request',
  'editor-test',
  'digest-held',
  'desk-invitation',
  'desk-password',
  'desk-mention',
];

/** The view model of a letter in the newsletter's language and zone. */
export const letterView = <Kind extends LetterKind>(kind: Kind, values: LetterValues[Kind], imprint: Imprint): LetterView => {
  const wording = wordingFor(imprint);
  const strings = letterStringsFor(imprint.locale);
  return makers[kind](values, { imprint, wording, strings });
};

type Frame = { readonly imprint: Imprint; readonly wording: Wording; readonly strings: LetterStrings };
type Makers = { readonly [Kind in LetterKind]: (values: LetterValues[Kind], frame: Frame) => LetterView };

const makers: Makers = {
  confirm: ({ confirmHref }, frame) => request(frame.strings.confirm, confirmHref, frame),
  welcome: (values, frame) => withTopics(frame.strings.welcome, values, frame),
  'preferences-changed': (values, frame) => withTopics(frame.strings.preferencesChanged, values, frame),
  'export-request': ({ dataHref }, frame) => request(frame.strings.exportRequest, dataHref, frame),
  'erase-request': ({ dataHref }, frame) => request(frame.strings.eraseRequest, dataHref, frame),
  'editor-test': ({ sentAt, server }, frame) =>
    letter(frame.strings.editorTest, frame, {}, { server: neutralText(server), time: frame.wording.instant(sentAt) }),
  'digest-held': ({ number, slot, reasons, deskHref }, frame) => {
    const { strings, wording } = frame;
    const places = {
      number: fillPattern(wording.strings.editionNumber, { number: wording.number(number) }),
      time: wording.instant(slot),
    };
    return letter(
      strings.digestHeld,
      frame,
      { action: link(strings.digestHeld.action, deskHref), list: listOf('', reasons, wording) },
      places,
    );
  },
  'desk-invitation': ({ by, role, joinHref }, frame) =>
    request(frame.strings.deskInvitation, joinHref, frame, { by: neutralText(by), role: neutralText(role) }),
  'desk-password': ({ passwordHref }, frame) => request(frame.strings.deskPassword, passwordHref, frame),
  'desk-mention': ({ by, place, words, deskHref }, frame) => {
    const { strings, wording } = frame;
    const action = link(strings.deskMention.action, deskHref);
    const places = { by: neutralText(by), place: cutAtWord(neutralText(place), 100) };
    return letter(strings.deskMention, frame, { action, list: listOf('', [words], wording) }, places);
  },
};

const request = (words: LetterStrings['confirm'], href: string, frame: Frame, places: Readonly<Record<string, string>> = {}) =>
  letter(words, frame, { action: link(words.action, href), smallPrint: words.ignore }, places);

const withTopics = (
  words: LetterStrings['welcome'],
  { topics, preferencesHref, unsubscribeHref }: LetterValues['welcome'],
  frame: Frame,
) => {
  const unsubscribe = link(frame.wording.strings.unsubscribe, unsubscribeHref);
  return letter(words, frame, {
    action: link(words.action, preferencesHref),
    list: listOf(frame.strings.yourTopics, topics, frame.wording),
    links: unsubscribe === null ? [] : [unsubscribe],
  });
};

const link = (label: string, href: string): LinkView | null => {
  const safe = safeHref(href);
  return safe === null ? null : { label, href: safe };
};

const listOf = (title: string, lines: readonly string[], { direction }: Wording): LetterView['list'] => {
  const items = lines
    .map(neutralText)
    .filter(Boolean)
    .map((text) => ({ text, direction: directionOf(text) ?? direction }));
  return items.length === 0 ? null : { title, items };
};

type Parts = Partial<Pick<LetterView, 'action' | 'list' | 'smallPrint'>> & { readonly links?: readonly LinkView[] };

const letter = (
  words: { readonly subject: string; readonly heading: string; readonly body: string },
  { imprint, wording, strings }: Frame,
  { action = null, list = null, smallPrint = null, links = [] }: Parts,
  places: Readonly<Record<string, string>> = {},
): LetterView => {
  const name = neutralText(imprint.name);
  const said = (pattern: string) => fillPattern(pattern, { newsletter: name, ...places });
  const heading = said(words.heading);
  return {
    locale: wording.locale,
    direction: wording.direction,
    brand: imprint.brand ?? {},
    subject: cutAtWord(said(words.subject), 78),
    preheader: preheaderOf([heading, ...(action === null ? [] : [action.label]), name], said(words.body)),
    name,
    heading,
    ...(imprint.greeting ? { greeting: imprint.greeting } : {}),
    body: said(words.body),
    list,
    action,
    insteadOfAction: strings.insteadOfButton,
    smallPrint,
    footer: { links, postalAddress: imprint.postalAddress.split(/\r?\n/).map(neutralText).filter(Boolean) },
  };
};

/** What mail lists show after the subject, 40 to 110 columns: the letter's points, and its first words where those are few. */
const preheaderOf = (points: readonly string[], body: string): string => {
  const line = points.join(' · ');
  return cutAtWord(columns(line) >= 40 ? line : `${line} · ${body}`, 110);
};
