/** Whether readers reach what mails link to: asked by its public address, as a reader's program would. */
import { isLoopbackHost } from '../../../content/addresses/reader-url.ts';
import type { Outside, WebAnswer } from '../../ports/outside.ts';
import { type Checkup, checkup } from './checkup.ts';

/** No token, so nobody leaves: Courant answers 404 in its own words and headers. */
const nobody = 'u/doctor-asks-whether-this-is-reached';

/** @param away whether mail leaves for other machines */
export async function oneClickCheck(outside: Outside, baseUrl: string, away: boolean): Promise<Checkup> {
  const tell = checkup('one-click', baseUrl);
  const url = new URL(baseUrl);
  if (isLoopbackHost(url.hostname)) {
    const advice = 'Set BASE_URL to the public address of the reader pages, as in https://news.example.com.';
    if (away) return tell('fault', 'BASE_URL is this machine: the links in mails lead to each reader’s own', advice);
    return tell('skipped', 'BASE_URL is this machine; no mail leaves it yet', advice);
  }
  if (url.protocol !== 'https:')
    return tell(
      'fault',
      'it is not https: mailbox providers offer no one-click unsubscribing for it (RFC 8058)',
      'Let a proxy end TLS (docs/deploy), and set BASE_URL to https://...',
    );
  // Providers leave by POST, and proxies like to let GET alone through.
  for (const method of ['GET', 'POST'] as const) {
    const fault = faultOf(await outside.ask(`${baseUrl}/${nobody}`, method), method);
    if (fault !== null) return tell('fault', ...fault);
  }
  return tell('well', 'reached by GET and POST, and it is Courant');
}

function faultOf(answer: WebAnswer, method: string): readonly [found: string, advice: string] | null {
  if (answer.kind === 'failed')
    return [
      `${method} is not answered: ${answer.why}`,
      'See that courant serve runs, that the name leads to the proxy and the proxy to it, and that its certificate holds.',
    ];
  const { status, headers } = answer;
  if (status >= 300 && status < 400)
    return [
      `${method} is sent on to ${headers.location ?? 'elsewhere'}; programs that leave by POST do not follow`,
      'Set BASE_URL to the address it is sent on to, or take the redirect out.',
    ];
  if (status >= 500)
    return [
      `${method} is answered ${status}`,
      'The proxy stands, and what is behind it does not: see that courant serve runs, and on which port.',
    ];
  const ours =
    status === 404 &&
    headers['x-robots-tag'] === 'noindex' &&
    (headers['content-security-policy'] ?? '').includes("frame-ancestors 'none'");
  if (ours) return null;
  if (method === 'POST' && [400, 401, 403, 405, 411, 413].includes(status))
    return [
      `POST is refused (${status}), so nobody can leave by one click`,
      'Let POST through the proxy on /u/, without a login and without asking for cookies.',
    ];
  return [
    `${method} is answered ${status} by something that is not Courant’s reader pages`,
    'Let the proxy lead /u/ and the other reader pages to courant serve (docs/deploy).',
  ];
}

/** @param picture the name of one that is there; `null`: none was made yet */
export async function mediaCheck(outside: Outside, origin: string, picture: string | null): Promise<Checkup> {
  const tell = checkup('media', origin);
  const advice = 'Let the proxy lead /media/ to courant serve, or look at publicUrl and the rights of the bucket in `media`.';
  if (isLoopbackHost(new URL(origin).hostname)) return tell('skipped', 'it is this machine');
  if (picture === null) return tell('skipped', 'no picture was made yet');
  const answer = await outside.ask(`${origin}/${picture}`, 'GET');
  if (answer.kind === 'failed') return tell('fault', `${picture} is not answered: ${answer.why}`, advice);
  if (answer.status !== 200) return tell('fault', `${picture} is answered ${answer.status}`, advice);
  if (!(answer.headers['content-type'] ?? '').startsWith('image/'))
    return tell('fault', `${picture} comes as ${answer.headers['content-type'] ?? 'nothing in particular'}, and not as a picture`, advice);
  return tell('well', `${picture} is reached`);
}
