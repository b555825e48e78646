import { getDomain } from 'tldts';
import { trimBlanks } from '../addresses/reader-url.ts';
import type { Provider } from '../article.ts';
import type { TellingInput } from '../article-schema.ts';
import { showValue } from '../show-value.ts';
import type { Notes } from './fault-notes.ts';
import { readImages } from './read-images.ts';
import { readText } from './read-text.ts';

const longestName = 120;

/** The outlet; what is missing or unusable is derived from the telling's own address, with a warning. */
export function readProvider(field: TellingInput['provider'], url: string, notes: Notes): Provider {
  const derived = domainOf(url);
  if (field.kind === 'absent') {
    notes.warn('provider', 'missing-provider', 'no provider', `taken from the address: ${derived}; name the outlet and its domain`);
    return { name: derived, domain: derived };
  }
  if (field.kind === 'misfit') {
    const name = typeof field.found === 'string' ? readName({ kind: 'given', value: field.found }, 'provider', notes) : null;
    const advice = `domain taken from the address: ${derived}; write "name:" and "domain:" under it`;
    notes.warn('provider', 'bad-provider', `${showValue(field.found)} where a name and a domain are meant`, advice);
    return { name: name ?? derived, domain: derived };
  }
  const domain = readDomain(field.value.domain, derived, notes);
  const name = readName(field.value.name, 'provider.name', notes);
  if (name === null) notes.warn('provider.name', 'missing-provider-name', 'no name of the outlet', `"${domain}" is shown; name the outlet`);
  const [mark] = readImages(field.value.images, inside('provider', notes));
  return { name: name ?? domain, domain, ...(mark === undefined ? {} : { mark: mark.url }) };
}

const inside = (path: string, notes: Notes): Notes => ({
  error: (field, ...said) => notes.error(`${path}.${field}`, ...said),
  warn: (field, ...said) => notes.warn(`${path}.${field}`, ...said),
});

function readName(field: Parameters<typeof readText>[1], path: string, notes: Notes): string | null {
  const name = readText(path, field, longestName, notes);
  if (name === null || !/%[0-9a-f]{2}/i.test(name)) return name;
  const decoded = percentDecoded(name);
  if (decoded === null) return name;
  notes.warn(path, 'percent-encoded-name', `${showValue(name)} is percent-encoded`, `read as ${showValue(decoded)}; write it so`);
  return decoded;
}

function percentDecoded(text: string): string | null {
  try {
    return readText('', { kind: 'given', value: decodeURIComponent(text) }, longestName, { error: () => {}, warn: () => {} });
  } catch {
    return null;
  }
}

function readDomain(field: { kind: string; value?: string; found?: unknown }, derived: string, notes: Notes): string {
  if (field.kind === 'absent') {
    notes.warn(
      'provider.domain',
      'missing-provider-domain',
      'no domain of the outlet',
      `taken from the address: ${derived}; write the domain`,
    );
    return derived;
  }
  const domain = field.value === undefined ? null : cleanDomain(field.value);
  if (domain !== null) return domain;
  const found = `${showValue(field.value ?? field.found)} is not a domain`;
  notes.warn('provider.domain', 'bad-provider-domain', found, `taken from the address: ${derived}; write it as in example.com`);
  return derived;
}

/** `https://WWW.Example.com/about` and `example.com` are both `example.com`. */
function cleanDomain(given: string): string | null {
  const text = trimBlanks(given);
  if (text === '' || text.length > 300) return null;
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  if (url === null || url.username !== '' || !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(url.hostname)) return null;
  return withoutWww(url.hostname);
}

const domainOf = (url: string): string => getDomain(url, { allowPrivateDomains: true }) ?? withoutWww(new URL(url).hostname);

const withoutWww = (host: string) => host.replace(/^www\.(?=[^.]+\.)/, '');
