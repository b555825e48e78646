/** What no log may hold, taken out of whatever words come: servers quote addresses, pages have keys in their paths. */

const address = /[^\s<>"'(),:;=[\]\\/@]{1,64}@[\w.-]{1,253}/gu;
/** Keys in the paths of readers' pages and of links to the desk, and anything as long that is no word. */
const token = /(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{32,}(?![\w-])/giu;
const keyPath = /\/(u|p|v|confirm|export|erase|data|goodbye|join|password)\/[^\s"'?#]+/gu;
const credentials = /\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@]{1,1000}@/giu;
const bearer = /\b(bearer|basic)\s+[\w.~+/=-]+/giu;
const named = /\b(token|key|secret|password|signature|sig)=[^\s&"']+/giu;

const longest = 4_000;

/** @param secrets values known to be secret, as the environment has them */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const known = secrets.filter((secret) => secret.length >= 6).toSorted((a, b) => b.length - a.length);
  return (text) => {
    // No reason is longer, and whoever sends one as long is after something.
    let clean = text.slice(0, longest);
    for (const secret of known) clean = clean.replaceAll(secret, '[secret]');
    return clean
      .replace(credentials, '$1[secret]@')
      .replace(bearer, '$1 [secret]')
      .replace(named, '$1=[secret]')
      .replace(keyPath, '/$1/[key]')
      .replace(address, '[address]')
      .replace(token, '[key]');
  };
}
