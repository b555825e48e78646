/** Outlook's conditional comments, settled the way Outlook for Windows (Word's engine, version 16) does. */

/** What the names in a condition stand for; `IE` is not Word, though old templates write `mso | IE`. */
const versions: Readonly<Record<string, number>> = { mso: 16, vml: 1, officeart: 1 };

/** HTML with every conditional comment gone: what Word sees stands, what it does not see is dropped. */
export function settleConditionals(html: string): string {
  return html
    .replace(/<!--\[if([^\]]*)\]><!-->([\s\S]*?)<!--<!\[endif\]-->/gi, kept)
    .replace(/<!--\[if([^\]]*)\]>\s*(?:<!)?-->([\s\S]*?)<!--<!\[endif\]-->/gi, kept)
    .replace(/<!--\[if([^\]]*)\]>([\s\S]*?)<!\[endif\]-->/gi, kept)
    .replace(/<!\[if([^\]]*)\]>([\s\S]*?)<!\[endif\]>/gi, kept);
}

const kept = (_whole: string, condition: string, content: string): string => (holdsInWord(condition) ? content : '');

/** `(gte mso 9)|(IE)`, `!mso`, `mso | IE`. What makes no sense does not hold. */
export function holdsInWord(condition: string): boolean {
  const tokens = condition.toLowerCase().match(/[a-z]+|\d+(?:\.\d+)?|[()!&|]/g) ?? [];
  let at = 0;
  const any = (): boolean => {
    let value = all();
    while (tokens[at] === '|') {
      at += 1;
      // Both sides are read, whatever the first one is.
      value = all() || value;
    }
    return value;
  };
  const all = (): boolean => {
    let value = one();
    while (tokens[at] === '&') {
      at += 1;
      value = one() && value;
    }
    return value;
  };
  const one = (): boolean => {
    const token = tokens[at++];
    if (token === '!') return !one();
    if (token === '(') {
      const value = any();
      at += 1;
      return value;
    }
    if (token === 'true') return true;
    return compared(token);
  };
  const compared = (token: string | undefined): boolean => {
    const comparison = token === undefined ? undefined : comparisons[token];
    const name = comparison ? tokens[at++] : token;
    const version = versions[name ?? ''];
    const number = /^\d/.test(tokens[at] ?? '') ? Number(tokens[at++]) : null;
    if (version === undefined) return false;
    // A bare number names its whole major version.
    if (number === null) return true;
    return comparison ? comparison(version, number) : Math.floor(version) === Math.floor(number);
  };
  return any();
}

const comparisons: Readonly<Record<string, (version: number, than: number) => boolean>> = {
  gt: (version, than) => version > than,
  gte: (version, than) => version >= than,
  lt: (version, than) => version < than,
  lte: (version, than) => version <= than,
};
