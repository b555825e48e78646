import { inLineNewsroom, tookBy } from './engine/line-newsroom.ts';
import { load, say } from './engine/run-sender.ts';

export const name = 'digest: what one reader’s own digest costs, step by step; the least of many rounds, so that other work on the machine counts little';

export async function run(): Promise<void> {
  await inLineNewsroom({ kind: 'own', readers: 3_000, connections: 1, smtpUrl: 'smtp://127.0.0.1:1' }, async ({ config }) => {
    await tookBy('line-sender.ts', [config, 'seal']);
    const { steps } = await tookBy<{ readonly steps: Readonly<Record<string, number>> }>('digest-steps.ts', [config]);
    say('| step | us |');
    say('|---|---|');
    for (const [step, us] of Object.entries(steps)) say(`| ${step} | ${us.toFixed(1)} |`);
  });
  say(`(${load()})`);
}
