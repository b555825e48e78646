/** What DNS says of a domain that mail is sent from: SPF, DKIM, DMARC, where its bounces go. */
import { getDomain } from 'tldts';
import type { Looked, Outside, SigningKey } from '../../ports/outside.ts';
import { type Checkup, checkup } from './checkup.ts';

const noAnswer = 'Ask again later; if it goes on: courant doctor --dns 9.9.9.9 asks another resolver.';

/** @param from addresses mail leaves from, as far as they are known: the relay's own */
export async function spfCheck(outside: Outside, domain: string, from: readonly string[], relay: string): Promise<Checkup> {
  const tell = checkup('spf', domain);
  const looked = await outside.texts(domain);
  if (looked.kind === 'unknown') return tell('doubt', `no resolver answered for ${domain}: ${looked.why}`, noAnswer);
  const records = (looked.kind === 'found' ? looked.value : []).filter((text) => /^v=spf1(?:\s|$)/i.test(text));
  const [record] = records;
  const wanted = `"v=spf1 include:<what your mail provider names> -all", or ip4: with the address of ${relay}`;
  if (record === undefined) return tell('fault', `${domain} has no SPF record`, `Add a TXT record to ${domain}: ${wanted}.`);
  if (records.length > 1)
    return tell(
      'fault',
      `${domain} has ${records.length} SPF records; receivers then take none`,
      'Join them into one TXT record that begins with v=spf1.',
    );
  if (/(?:^|\s)\+?all(?:\s|$)/i.test(record))
    return tell('fault', `"${record}" lets everybody send as ${domain}`, 'End it with -all or ~all.');
  const [address] = from;
  if (address === undefined)
    return tell(
      'doubt',
      `"${record}" is there; from which address mail leaves is not known here`,
      'See that it names the addresses mail leaves from.',
    );
  const verdicts = await Promise.all(from.map((one) => outside.spf(domain, one)));
  const broken = verdicts.find(({ result }) => result === 'permerror');
  if (broken)
    return tell(
      'fault',
      `"${record}" cannot be used: ${broken.words}`,
      'Mend it: at most ten names may have to be looked up, and each must be there.',
    );
  const refused = from.filter((_, index) => verdicts[index]?.result !== 'pass');
  if (refused.length === 0) return tell('well', `"${record}" lets ${relay} send`);
  return tell(
    verdicts.some(({ result }) => result === 'fail') ? 'fault' : 'doubt',
    `"${record}" does not let ${refused.join(', ')} send, which is ${relay}`,
    `Add what your mail provider names (include:...), or ip4:${refused[0]}. If it sends from other addresses, see that those are in it.`,
  );
}

export async function dkimCheck(outside: Outside, key: SigningKey): Promise<Checkup> {
  const name = `${key.selector}._domainkey.${key.domain}`;
  const tell = checkup('dkim', name);
  if ('fault' in key)
    return tell('fault', `its key cannot be used: ${key.fault}`, 'Check dkim in the config, or DKIM_KEY_FILE, and who may read the file.');
  const record = `v=DKIM1; k=${key.type}; p=${key.publicKey}`;
  const looked = await outside.texts(name);
  if (looked.kind === 'unknown') return tell('doubt', `no resolver answered for ${name}: ${looked.why}`, noAnswer);
  const texts = looked.kind === 'found' ? looked.value.filter((text) => /(?:^|;)\s*p\s*=/i.test(text)) : [];
  const [found] = texts;
  if (found === undefined) return tell('fault', `${name} has no record, so no signature can be checked`, `Add a TXT record: ${record}`);
  const tags = tagsOf(found);
  const published = (tags.get('p') ?? '').replace(/\s+/g, '');
  if (published === '')
    return tell(
      'fault',
      `${name} says that this key is revoked (p= is empty)`,
      `Publish it again, or sign with another selector: ${record}`,
    );
  if (published !== key.publicKey && texts.every((text) => (tagsOf(text).get('p') ?? '').replace(/\s+/g, '') !== key.publicKey))
    return tell('fault', `${name} publishes another key than the one that signs here`, `Publish this one: ${record}`);
  if (/(?:^|:)y(?:$|:)/i.test(tags.get('t') ?? ''))
    return tell('doubt', `${name} is marked as a test (t=y); some receivers then pass over it`, 'Take t=y out of the record.');
  if (key.bits !== null && key.bits < 2048)
    return tell('doubt', `${name} matches, but is an RSA key of ${key.bits} bits`, 'Make one of 2048 bits under a new selector.');
  return tell('well', `${name} matches the key that signs here`);
}

export async function dmarcCheck(outside: Outside, domain: string): Promise<Checkup> {
  const tell = checkup('dmarc', domain);
  const organisation = getDomain(domain, { allowPrivateDomains: true }) ?? domain;
  const own = await dmarcAt(outside, domain);
  const inherited = own.kind === 'none' && organisation !== domain ? await dmarcAt(outside, organisation) : own;
  if (inherited.kind === 'unknown') return tell('doubt', `no resolver answered for _dmarc.${domain}: ${inherited.why}`, noAnswer);
  if (inherited.kind === 'none')
    return tell(
      'fault',
      `neither _dmarc.${domain}${organisation === domain ? '' : ` nor _dmarc.${organisation}`} has a record`,
      `Add a TXT record to _dmarc.${organisation}: v=DMARC1; p=none; rua=mailto:dmarc@${organisation}`,
    );
  if (inherited.value.length > 1)
    return tell('fault', `there are ${inherited.value.length} DMARC records; receivers then take none`, 'Keep one.');
  const [record = ''] = inherited.value;
  const policy = (tagsOf(record).get('p') ?? '').toLowerCase();
  if (!['none', 'quarantine', 'reject'].includes(policy))
    return tell('fault', `"${record}" has no policy receivers know (p=)`, 'Write p=none, p=quarantine or p=reject.');
  if (policy === 'none')
    return tell(
      'doubt',
      `"${record}" asks receivers to do nothing`,
      'Once the reports show that your own mail passes, write p=quarantine or p=reject.',
    );
  return tell('well', `"${record}"`);
}

async function dmarcAt(outside: Outside, domain: string): Promise<Looked<readonly string[]>> {
  const looked = await outside.texts(`_dmarc.${domain}`);
  if (looked.kind !== 'found') return looked;
  const value = looked.value.filter((text) => /^v\s*=\s*DMARC1\s*(?:;|$)/i.test(text));
  return value.length === 0 ? { kind: 'none' } : { kind: 'found', value };
}

/** DMARC holds where the visible sender is of the domain that signs, or of the one bounces go to. Bounces go to the sender's domain here. */
export function alignmentCheck(domain: string, keys: readonly SigningKey[]): Checkup {
  const tell = checkup('alignment', domain);
  const fitting = keys.filter((key) => domain === key.domain || domain.endsWith(`.${key.domain}`));
  if (fitting.length > 0)
    return tell('well', `signed as ${[...new Set(fitting.map((key) => key.domain))].join(', ')}, and bounces come back to ${domain}`);
  if (keys.length === 0)
    return tell(
      'doubt',
      'nothing signs here; a relay may',
      `See in a mail that arrived that it is signed as ${domain} (DKIM-Signature: d=), or set dkim in the config.`,
    );
  return tell(
    'fault',
    `the keys sign as ${keys.map((key) => key.domain).join(', ')}, and none of that is ${domain} or above it`,
    `Make a key for ${domain}, or send from a domain that has one.`,
  );
}

export async function bounceMxCheck(outside: Outside, domain: string): Promise<Checkup> {
  const tell = checkup('bounce-mx', domain);
  const looked = await outside.mailServers(domain);
  if (looked.kind === 'unknown') return tell('doubt', `no resolver answered for ${domain}: ${looked.why}`, noAnswer);
  const advice = `Bounces go to addresses at ${domain}: give it an MX record that leads to where courant bounces hears them.`;
  if (looked.kind === 'none') {
    const plain = await outside.addresses(domain);
    return plain.kind === 'found'
      ? tell('doubt', `${domain} has no MX record; servers fall back on its address`, advice)
      : tell('fault', `${domain} takes no mail: it has neither MX nor address`, advice);
  }
  if (looked.value.some((name) => name === '' || name === '.'))
    return tell('fault', `${domain} says that it takes no mail (a null MX)`, advice);
  const [first = ''] = looked.value;
  const there = await outside.addresses(first);
  return there.kind === 'none'
    ? tell('fault', `the mail server of ${domain}, ${first}, has no address`, 'Correct the MX record.')
    : tell('well', `bounces go to ${first}`);
}

const tagsOf = (record: string): ReadonlyMap<string, string> =>
  new Map(
    record.split(';').flatMap((part) => {
      const at = part.indexOf('=');
      return at < 0 ? [] : [[part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()] as const];
    }),
  );
