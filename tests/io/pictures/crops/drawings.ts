import sharp from 'sharp';

const svg = (width: number, height: number, inner: string) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif">${inner}</svg>`,
  );

const bars = Array.from(
  { length: 9 },
  (_, at) =>
    `<rect x="${150 + at * 110}" y="${560 - at * 50}" width="70" height="${at * 50 + 60}" fill="#2a6fb0"/><text x="${160 + at * 110}" y="660" font-size="26">20${13 + at}</text>`,
).join('');
const lines = Array.from(
  { length: 16 },
  (_, at) =>
    `<rect x="330" y="${120 + at * 34}" width="${500 + ((at * 137) % 340)}" height="12" fill="#6a737d"/><rect x="40" y="${120 + at * 34}" width="${120 + ((at * 61) % 90)}" height="12" fill="#a0a8b0"/>`,
).join('');

/** What publishers give as pictures and no camera took, by name: share pictures, logos, charts, screenshots, and nothing at all. */
export async function drawings(): Promise<Readonly<Record<string, Buffer>>> {
  const flat = async (drawing: Buffer) => await sharp(drawing).flatten().png().toBuffer();
  const wordmark = svg(
    1200,
    630,
    '<defs><linearGradient id="g"><stop stop-color="#5c2d91"/><stop offset="1" stop-color="#0078d4"/></linearGradient></defs><rect width="1200" height="630" fill="url(#g)"/><text x="90" y="350" font-size="150" font-weight="bold" fill="#fff">Product Blog</text>',
  );
  const shadowed = svg(
    1000,
    600,
    '<circle cx="500" cy="260" r="150" fill="#fff"/><text x="500" y="520" font-size="110" text-anchor="middle" fill="#f4f4f4">NORTHERN LINE</text>',
  );
  return {
    'wordmark on colours': await flat(wordmark),
    'wordmark as JPEG': await sharp(wordmark).flatten().jpeg({ quality: 70 }).toBuffer(),
    'banner of a power brand': await flat(
      svg(
        1600,
        500,
        '<rect width="1600" height="500" fill="#742774"/><text x="800" y="300" font-size="190" font-weight="bold" text-anchor="middle" fill="#fff">POWER BRAND</text>',
      ),
    ),
    chart: await flat(
      svg(
        1250,
        720,
        `<rect width="1250" height="720" fill="#fff"/><path d="M120 620H1180M120 620V80" stroke="#333" stroke-width="4"/>${bars}`,
      ),
    ),
    screenshot: await flat(
      svg(
        1280,
        720,
        `<rect width="1280" height="720" fill="#fff"/><rect width="1280" height="64" fill="#24292f"/><rect width="300" height="720" y="64" fill="#f6f8fa"/>${lines}`,
      ),
    ),
    'white on nothing': await sharp(shadowed).png().toBuffer(),
    'dark on nothing': await sharp(svg(900, 900, '<path d="M450 60L840 780H60Z" fill="#202428"/>'))
      .png()
      .toBuffer(),
    'all white': await sharp({ create: { width: 1200, height: 630, channels: 3, background: '#ffffff' } })
      .jpeg()
      .toBuffer(),
    'one colour': await sharp({ create: { width: 800, height: 800, channels: 3, background: '#3a6ea5' } })
      .gif()
      .toBuffer(),
    'nothing at all': await sharp({ create: { width: 800, height: 800, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer(),
  };
}
