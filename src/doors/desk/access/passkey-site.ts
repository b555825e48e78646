import type { PasskeySite } from '../../../press/ports/people/passkeys.ts';

/**
 * The desk as it is called just now, which is a name it answers to: the guard before it let no other through. Browsers make passkeys for
 * names alone, over TLS or on their own machine. `null`: called by a number.
 */
export function passkeySite(host: string): PasskeySite | null {
  const url = URL.parse(`https://${host}`);
  if (url === null || url.hostname.startsWith('[') || /^[\d.]+$/.test(url.hostname)) return null;
  const site = url.hostname;
  return { site, origins: [url.origin, ...(site === 'localhost' ? [`http://${url.host}`] : [])] };
}
