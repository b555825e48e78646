/** The mail server mail leaves through, and the names of the addresses it leaves from. */
import type { Outside, RelayTried } from '../../ports/outside.ts';
import { type Checkup, checkup } from './checkup.ts';

const advices: Readonly<Record<string, string>> = {
  connect:
    'Check host and port in SMTP_URL, that the server runs, and that no firewall is between (many providers close port 25; 587 and 465 are for this).',
  ehlo: 'Look at the words of the server; ?name= in SMTP_URL says another name in EHLO.',
  auth: 'Check user and password in SMTP_URL; special characters of both are percent-encoded there.',
  certificate: 'Use the name the certificate is for, or have it renewed. A certificate of your own: NODE_EXTRA_CA_CERTS=/path/to/ca.pem.',
  starttls: 'Use a port that offers TLS (587, or smtps:// on 465). In a network of your own: ?tls=optional.',
};

export function relayCheck(name: string, tried: RelayTried): Checkup {
  const tell = checkup('relay', name);
  if (tried.kind === 'ok')
    return tell('well', `connected${tried.secured ? ', by TLS' : ', without TLS'}${tried.loggedIn ? ', logged in' : ', without a login'}`);
  const words = {
    certificate: 'its certificate is not believed',
    starttls: 'it offers no TLS',
    auth: 'it refused the login',
    ehlo: 'it refused our greeting',
  };
  const what = words[tried.step as keyof typeof words] ?? 'it cannot be reached';
  return tell('fault', `${what}: ${tried.why}`, advices[tried.step] ?? advices.connect ?? null);
}

/** Whether the first address a host sends from has a name that leads back to it. `ours`: it is this machine, or one like it. */
export async function ptrCheck(outside: Outside, host: string, ours: boolean): Promise<Checkup> {
  const tell = checkup('ptr', host);
  const addresses = await outside.addresses(host);
  if (addresses.kind === 'unknown') return tell('doubt', `no resolver answered for ${host}: ${addresses.why}`, 'Ask again later.');
  const severity = ours ? 'fault' : 'doubt';
  if (addresses.kind === 'none')
    return tell(
      severity,
      `${host} has no address in DNS`,
      ours ? `Say a name in EHLO that leads to this machine (?name= in SMTP_URL), and give it an A record.` : 'Check the name in SMTP_URL.',
    );
  const [address = ''] = addresses.value;
  const names = await outside.names(address);
  if (names.kind === 'unknown') return tell('doubt', `no resolver answered for the name of ${address}: ${names.why}`, 'Ask again later.');
  const advice = ours
    ? `Have whoever gave you ${address} set its PTR record to ${host}.`
    : 'If mail leaves from another address, see that that one has a PTR record.';
  if (names.kind === 'none') return tell(severity, `${address} (${host}) has no name (PTR); great providers refuse mail from such`, advice);
  for (const name of names.value) {
    const back = await outside.addresses(name);
    if (back.kind === 'found' && back.value.includes(address)) return tell('well', `${address} is ${name}, and back`);
  }
  return tell(severity, `${address} is called ${names.value.join(', ')}, which does not lead back to it`, advice);
}
