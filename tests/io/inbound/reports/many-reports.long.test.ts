import { describe, expect, it } from 'vitest';
import { classifyInbound } from '../../../../src/delivery/bounce/classify-inbound.ts';
import type { BouncedRecipient } from '../../../../src/delivery/bounce/judging/classification.ts';
import { parseInbound } from '../../../../src/io/inbound/parse-inbound.ts';
import { laterUnknownUser } from './later-phrasings.ts';
import type { Format } from './mail-text.ts';
import { notGone } from './not-gone.ts';
import { ownFormats } from './own-formats.ts';
import { unknownUser } from './phrasings.ts';
import { remoteFormats } from './remote-formats.ts';

const address = 'ada.lovelace@shop.example';
const filled = (words: string) => words.replace('@', address).replace('%', 'ada.lovelace');
const every = (table: Readonly<Record<string, readonly string[]>>) => Object.values(table).flat().map(filled);
const read = async (mail: string) => classifyInbound(await parseInbound(Buffer.from(mail))).recipients;

type Tried = { readonly format: Format; readonly reply: string; readonly recipients: readonly BouncedRecipient[] };

/** What every format makes of every reply, at the step given. */
async function tried(formats: readonly Format[], replies: readonly string[], stage: 'rcpt' | 'data' = 'rcpt'): Promise<readonly Tried[]> {
  const all: Tried[] = [];
  for (const format of formats)
    for (const reply of replies) all.push({ format, reply, recipients: await read(format.mail({ address, reply, stage })) });
  return all;
}

const told = ({ format, reply, recipients }: Tried) => `${format.name}: ${reply} -> ${recipients.map((one) => one.kind).join()}`;
const isHard = ({ recipients }: Tried) => recipients.some((one) => one.kind === 'hard' && one.address === address);
const permanent = (words: readonly string[]) => words.map((one) => `550 ${one}`);

describe('a mailbox that does not exist', () => {
  it.each([
    ['as servers say it', unknownUser],
    ['in words nobody looked at while the rules were made', laterUnknownUser],
  ])('is found in nearly all reports that quote a refusal of RCPT, %s', async (_what, phrasings) => {
    const all = await tried(remoteFormats, permanent(every(phrasings)));
    const missed = all.filter((one) => !isHard(one));
    expect(missed.length / all.length, missed.map(told).join('\n')).toBeLessThanOrEqual(0.02);
  });

  it.each([
    ['as servers say it', unknownUser],
    ['in words nobody looked at while the rules were made', laterUnknownUser],
  ])('is found in nearly all reports of servers on mailboxes of their own, %s', async (_what, phrasings) => {
    const all = await tried(ownFormats, every(phrasings));
    const missed = all.filter((one) => !isHard(one));
    expect(missed.length / all.length, missed.map(told).join('\n')).toBeLessThanOrEqual(0.02);
  });

  it('is found by code, words and step when the line that gives the family away is another', async () => {
    const unnamed = remoteFormats
      .filter(({ hallmark }) => hallmark !== undefined)
      .map((format) => ({
        ...format,
        mail: (one: Parameters<Format['mail']>[0]) => format.mail(one).replace(format.hallmark ?? '', 'Hello.'),
      }));
    const missed = (await tried(unnamed, permanent(every(unknownUser)))).filter((one) => !isHard(one));
    expect(unnamed.length).toBeGreaterThan(2);
    expect(missed.map(told)).toEqual([]);
  });

  it('is not believed when only the message was refused, but for words that a server says of its own mailboxes', async () => {
    const all = await tried(remoteFormats, permanent(every(unknownUser)), 'data');
    const hard = all.filter(isHard);
    expect(hard.length / all.length, hard.map(told).join('\n')).toBeLessThanOrEqual(0.05);
  });
});

describe('a mailbox that is there', () => {
  it.each(Object.entries(notGone))('is never taken for gone, in any report, language or step: %s', async (_what, replies) => {
    const all = [
      ...(await tried(remoteFormats, replies.map(filled))),
      ...(await tried(remoteFormats, replies.map(filled), 'data')),
      ...(await tried(ownFormats, replies.map(filled))),
    ];
    expect(all.filter(({ recipients }) => recipients.some((one) => one.kind === 'hard')).map(told)).toEqual([]);
  });

  it('counts as soft when it is full, in every language: it is neither gone nor our fault', async () => {
    const all = [
      ...(await tried(remoteFormats, (notGone.full ?? []).map(filled))),
      ...(await tried(ownFormats, (notGone.full ?? []).map(filled))),
    ];
    expect(all.filter(({ recipients }) => recipients.some((one) => one.kind !== 'soft')).map(told)).toEqual([]);
  });
});

it('a report names the reader it is about and nobody else, whatever the mail it returns says', async () => {
  const all = await tried([...remoteFormats, ...ownFormats], ['550 User unknown', '552 5.2.2 Mailbox full']);
  expect(all.filter(({ recipients }) => recipients.length !== 1 || recipients[0]?.address !== address).map(told)).toEqual([]);
});
