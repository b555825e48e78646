// What may be in the package: the release and a test ask. `pack` is one entry of what `npm pack --json` prints.

export type Pack = { readonly files: readonly { readonly path: string }[]; readonly size: number; readonly unpackedSize: number };

const allowed = [
  /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md|SECURITY\.md|\.env\.example)$/,
  /^bin\/(?:courant|own-node)\.js$/,
  /^dist\/(?:src|emails)\/.+\.(?:js|d\.ts)$/,
  /^emails\/.+\.(?:tsx?|mjml)$/,
  /^emails\/sample\/[\w-]+\.(?:jpg|png)$/,
  /^src\/doors\/(?:desk|reader)\/static\/(?:scripts\/)?[\w.-]+\.(?:css|js|svg)$/,
  /^docs\/(?:(?:reference\/)?[\w-]+\.md|deploy\/[\w@.-]+)$/,
];
const needed = [
  'bin/courant.js',
  'dist/src/main.js',
  'dist/src/config/define-config.d.ts',
  'dist/src/app/desk/desk-process.js',
  'dist/emails/kit.js',
  'emails/kit.ts',
  'emails/classic.mjml',
  'src/doors/desk/static/desk.css',
  'src/doors/reader/static/sign-up-proof.js',
  'LICENSE',
];
/** Bytes, packed and unpacked. */
const largest = { size: 3_000_000, unpackedSize: 12_000_000 };

/** In words; empty where all is well. */
export function packFaults({ files, size, unpackedSize }: Pack): string[] {
  const paths = files.map(({ path }) => path);
  const strange = paths.filter((path) => !allowed.some((pattern) => pattern.test(path)));
  const missing = needed.filter((path) => !paths.includes(path));
  return [
    ...strange.map((path) => `${path} does not belong into the package: \`files\` in package.json, or bin/pack-contents.ts`),
    ...missing.map((path) => `${path} is missing in the package`),
    ...(size > largest.size || unpackedSize > largest.unpackedSize
      ? [`the package is too large: ${packSize({ files, size, unpackedSize })}`]
      : []),
  ];
}

export const packSize = ({ files, size, unpackedSize }: Pack): string =>
  `${files.length} files, ${(size / 1e6).toFixed(1)} MB packed, ${(unpackedSize / 1e6).toFixed(1)} MB unpacked`;
