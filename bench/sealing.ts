import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { inLineNewsroom, tookBy } from './engine/line-newsroom.ts';
import { load, say } from './engine/run-sender.ts';

export const name = 'sealing: an edition with a digest for each reader, frozen, sealed and given out, nothing sent';

/** `--readers N`, several with commas between. */
export async function run(args: readonly string[] = []): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { readers: { type: 'string', default: '10000,100000' } } });
  say('| readers | elapsed | CPU a reader | memory | store grows a reader |');
  say('|---|---|---|---|---|');
  for (const readers of values.readers.split(',').map(Number)) {
    await inLineNewsroom({ kind: 'own', readers, connections: 1, smtpUrl: 'smtp://127.0.0.1:1' }, async ({ config, database }) => {
      const size = () => statSync(database).size;
      const before = size();
      const took = await tookBy('line-sender.ts', [config, 'seal']);
      const cpuUs = ((took.makingCpuMs ?? 0) * 1000) / readers;
      say(
        `| ${readers} | ${((took.makingMs ?? 0) / 1000).toFixed(1)} s | ${cpuUs.toFixed(0)} us | ${took.peakMb.toFixed(0)} MB | ${((size() - before) / readers).toFixed(0)} bytes |`,
      );
    });
  }
  say(`(${load()})`);
}
