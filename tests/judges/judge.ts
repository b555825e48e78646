/**
 * `npm run judge`: mails of every theme, signed, sent through a real Postfix, and judged by programs that know nothing of Courant.
 * What a machine does not have is named as skipped. Exit code 1 when any judge objects.
 */
import { rmSync } from 'node:fs';
import { boundedBy, type Judgement, judges } from './programs.ts';
import { throughPostfix } from './through-postfix.ts';

const lines: { readonly judge: string; readonly says: string; readonly objects: boolean }[] = [];
const put = (judge: string, { kind, says }: Judgement, of = '') => {
  lines.push({ judge, says: `${of}${says}`, objects: kind === 'objects' });
  console.log(`${kind === 'skipped' ? 'skipped' : kind === 'objects' ? 'OBJECTS' : 'ok     '}  ${judge}: ${of}${says}`);
};

const sent = await throughPostfix((says, objects) => put('Postfix', { kind: objects ? 'objects' : 'fine', says }));
if (sent.skipped !== null) put('Postfix', { kind: 'skipped', says: `${sent.skipped}; mails are taken from the outbox` });
for (const { name, why, judge } of judges) {
  const missing = why();
  if (missing !== null) {
    put(name, { kind: 'skipped', says: missing });
    continue;
  }
  for (const mail of sent.mails) put(name, await boundedBy(60_000, judge(mail, sent)), `${mail.theme}: `);
}
rmSync(sent.folder, { recursive: true, force: true });
process.exitCode = lines.some(({ objects }) => objects) ? 1 : 0;
