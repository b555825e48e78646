import caniemail from 'caniemail/caniemail.json' with { type: 'json' };

type Feature = {
  readonly slug: string;
  readonly stats: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
};

/** Clients that caniemail has looked at for most features; the others would only ever say "unknown". */
const mostFeatures = 270;

/** The newest entry of a client's history by letter: y(es), a(lmost), n(o), u(nknown). Histories are keyed by version or month. */
const support = (feature: Feature, client: string): string => {
  const [family = '', platform = ''] = client.split('.');
  const newest = Object.entries(feature.stats[family]?.[platform] ?? {}).toSorted(([a], [b]) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  return newest.at(-1)?.[1][0] ?? 'u';
};

/** The source of `src/composition/lint/clients/client-support.ts`, made from the data of caniemail. */
export const clientSupportSource = (): string => {
  const features = (caniemail.data as unknown as readonly Feature[])
    .filter(({ slug }) => /^(?:css|html|image)-/.test(slug))
    .toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
  const counts = new Map<string, number>();
  for (const { stats } of features)
    for (const [family, platforms] of Object.entries(stats))
      for (const platform of Object.keys(platforms)) counts.set(`${family}.${platform}`, (counts.get(`${family}.${platform}`) ?? 0) + 1);
  const clients = [...counts]
    .filter(([, count]) => count >= mostFeatures)
    .map(([client]) => client)
    .toSorted();
  return `// Made from caniemail's data (MIT licence, https://www.caniemail.com) by \`vitest run tests/composition/lint/client-support -u\`; not written by hand.

/** Mail clients as caniemail names them. */
export const clientNames = [
${clients.map((client) => `  '${client}',`).join('\n')}
] as const;

export type ClientName = (typeof clientNames)[number];

/** By feature, one letter a client in the order of \`clientNames\`: y(es), a(lmost, with notes), n(o), u(nknown). */
export const clientSupport: Readonly<Record<string, string>> = {
${features.map((feature) => `  '${feature.slug}': '${clients.map((client) => support(feature, client)).join('')}',`).join('\n')}
};
`;
};
