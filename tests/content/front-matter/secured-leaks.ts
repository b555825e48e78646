/** What must never come out of a file: the words of its `secured`. */
export const canary = 'CANARYpa55w0rd';

/** What may stand behind `secured:`, or behind a field in it, that YAML does not take as it was meant. */
const values: readonly string[] = [
  ...['|', '^', '%', '\\', '{', '"', '}', '[', ']', '`', '<', '>', ',', 'ä', '密', '…', '!'].map(
    (character) => `!${canary}${character}word`,
  ),
  `!${canary}`,
  `!!${canary}|word`,
  `!<${canary}|word>`,
  `!<${canary}`,
  `!handle!${canary}`,
  `!${canary}!suffix`,
  `*${canary}`,
  `*${canary}|word`,
  `&${canary}`,
  `&${canary} &${canary}2 word`,
  `&${canary} *${canary}`,
  `@${canary}`,
  `%${canary}`,
  `|${canary}`,
  `>9${canary}`,
  `"${canary}`,
  `'${canary}`,
  `"\\q${canary}"`,
  `"${canary}" ${canary}`,
  `{ ${canary}`,
  `[ ${canary}, ,`,
  `${canary}: ${canary}: x`,
  `- ${canary}: x`,
  `? ${canary}`,
  `\t${canary}: |`,
  `\n  ${canary}: 1\n  ${canary}: 2`,
  `\n  title: !${canary}|word`,
  `\n  - title: !${canary}|word`,
  `"open\ntitle: ${canary}`,
  `{ open\ntitle: ${canary}`,
  `\n  <<: *${canary}`,
  `\n  <<: ${canary}`,
];

const at = (secured: string): string =>
  `---\ntitle: A story\npublishedDateTime: 2026-11-18T09:00:00Z\nwebUrl: https://outlet.example/a\n${secured}\nexcerpt: Words.\ntopics: [Climate]\n---\n`;

/** Files that hold the canary in their `secured`, in every way of writing it that YAML may stumble over. */
export const leakyFiles: readonly string[] = values.flatMap((value) => [
  at(`secured: ${value}`),
  at(`Secured: ${value}`),
  at(`secured:\n  password: ${value.replaceAll('\n', '\n  ')}`),
  at(`secured:\n  - ${value.replaceAll('\n', '\n    ')}`),
  at(`related:\n  - title: Other\n    secured: ${value.replaceAll('\n', '\n    ')}`),
]);
