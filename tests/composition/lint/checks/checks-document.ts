import { usualClients } from '../../../../src/composition/lint/checks/client-checks.ts';
import { checks } from '../../../../src/composition/lint/checks.ts';
import { acceptedGaps } from '../../../../src/composition/lint/clients/accepted-gaps.ts';
import { contentReach } from './content-reach.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

const rows = checks.map(
  ({ id, severity, asks, why, audience, fix }) => `| \`${id}\` | ${severity} | ${cell(asks)} | ${cell(why)} | ${audience}: ${cell(fix)} |`,
);

const reach = checks.map(({ id }) => `| \`${id}\` | ${cell(contentReach[id])} |`);

/** The text of `docs/lint.md`: written once here, its tables from the checks themselves. */
export const checksDocument = (): string => `# The gate
Every message passes ${checks.length} checks, offline, on the final MIME, in a tenth of a second. Made from the checks themselves by
\`vitest run tests/composition/lint -u\`; do not edit.

\`\`\`
courant lint                       the edition that would be next, of the only newsletter
courant lint weekly --at <slot>    of a newsletter, for a slot
courant lint weekly:42             a sealed edition: its five longest digests
courant lint message.eml           any message file; --transactional for one that is no bulk mail
\`\`\`
\`--json\` prints one document; the exit code is 1 when an error stands. \`courant build\` prints the findings and writes
\`lint.json\`. Before an edition is sealed, its longest digest and four others, spread from longest to shortest, are put through
all checks (digests of an edition are made of the same blocks). An error stops the edition: nothing is sent, its slot is
held, and the newsletter's \`editors\` are written to, once. \`tick\` composes it again only when something it is made from has changed,
and sends it when the gate lets it pass. On the desk it cannot be approved before.

A newsletter may let checks pass by name, and say which clients count:
\`\`\`ts
lint: { waive: ['picture-sharpness'], clients: ['gmail.ios', 'outlook.windows', 'apple-mail.ios'] }
\`\`\`
What is waived is still told. Left out, the clients are ${usualClients.join(', ')}.

A message file is judged by itself. What was selected is known only to \`build\`, \`send\` and \`courant lint <newsletter>\`: these
also look for every story, headline, outlet, date and address in both parts, and make the message twice to compare.

## What an article can do to it
Nothing that costs more than that article. Errors are for slips of a theme, of settings or of Courant itself. What content can
cause is mended where it is read (\`courant check\` says so), left out of the mail by name, or a warning; where a check looks for
leftovers it compares with what the stories, the newsletter and the editor say. Should a story set off an error all the same, that
no other sets off, the edition goes without it and says so: in the notes of \`build\`, \`send\` and the desk. A theme's own links
(logo, archive, social row) are its own affair; the digest's are looked for in both parts.

Each finding says who can mend it: the theme's author, an editor, the operator (by settings), or the developers of Courant (then please report it).

## Checks
| check | severity | asks | because | mend it |
|---|---|---|---|---|
${rows.join('\n')}

## What content can set off
| check | by content |
|---|---|
${reach.join('\n')}

## Accepted gaps
What the themes use although caniemail says that some clients lack it or have it in part. A feature that is not here is a
finding; one that no theme uses any more fails a test.

| feature | why the mail is right without it |
|---|---|
${Object.entries(acceptedGaps)
  .map(([feature, reason]) => `| [${feature}](https://www.caniemail.com/features/${feature}/) | ${cell(reason)} |`)
  .join('\n')}
`;
