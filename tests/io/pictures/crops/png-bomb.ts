import { crc32, deflateSync } from 'node:zlib';

const samples = { grey: { type: 0, channels: 1 }, rgba: { type: 6, channels: 4 } } as const;

/** A valid PNG, dark above and light below: a few kilobytes whatever its size. `depth`: bits of a sample. */
export function plainPng(
  width: number,
  height: number,
  { depth = 1, colour = 'grey', interlaced = false }: { depth?: number; colour?: keyof typeof samples; interlaced?: boolean } = {},
): Buffer {
  const { type, channels } = samples[colour];
  const row = Math.ceil((width * channels * depth) / 8) + 1;
  // Adam7 has up to fifteen rows for every eight, shorter ones; more than enough zeros are not looked at.
  const rows = Buffer.alloc(Math.ceil(row * height * (interlaced ? 1.01 : 1)) + (interlaced ? height * 8 : 0));
  // Each row begins with its filter, 0 for none.
  for (let y = height >> 1; y < height && !interlaced; y++) rows.fill(255, y * row + 1, (y + 1) * row);
  return pngOf(width, height, [depth, type, 0, 0, interlaced ? 1 : 0], deflateSync(rows));
}

/** A PNG of these last five bytes of its header and these rows, deflated. */
export function pngOf(width: number, height: number, kind: readonly number[], rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set(kind, 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
