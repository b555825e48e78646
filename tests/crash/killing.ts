import { setTimeout as pause } from 'node:timers/promises';
import type { SmtpSink } from '../io/mail/smtp-sink.ts';
import { chance } from './chance.ts';
import { audit, type CrashNewsroom, type Findings, type Sender } from './crash-newsroom.ts';

type Rampage = { readonly kills: number; readonly workers: number; readonly meanBetween: number };

/**
 * Starts senders and kills them at random instants: mostly a random number of messages after their start, some anywhere in
 * their life, start-up included. Then lets one finish. Returns what was found at the end, and every breach met on the way.
 */
export async function killAtRandom(
  room: CrashNewsroom,
  sink: SmtpSink,
  rampage: Rampage,
): Promise<Findings & { readonly breaches: string[]; readonly killed: number }> {
  const breaches: string[] = [];
  let killed = 0;
  const lane = async () => {
    while (killed < rampage.kills) {
      killed += 1;
      const sender = room.startSender();
      if (!(await killedInTime(sender, sink, rampage.meanBetween))) killed -= 1;
      const found = await audit(room, sink);
      if (found.breach) breaches.push(found.breach);
      if (found.finished) return;
    }
  };
  await Promise.all(Array.from({ length: rampage.workers }, lane));
  for (let tries = 0; tries < 5 && !(await audit(room, sink)).finished; tries++) {
    const { code, err } = await room.startSender().ended;
    if (code === null || err !== '') throw new Error(`the last sender ended with ${code}: ${err}`);
  }
  return { ...(await audit(room, sink)), breaches, killed };
}

/** Resolves with whether the sender was still running when it was killed. */
async function killedInTime(sender: Sender, sink: SmtpSink, meanBetween: number): Promise<boolean> {
  let over = false;
  void sender.ended.then(() => {
    over = true;
  });
  if (chance() < 0.12) await Promise.race([pause(chance() * 1_200), sender.ended]);
  else {
    const enough = sink.accepted.length + 1 + Math.floor(chance() * 2 * meanBetween);
    while (!over && sink.accepted.length < enough) await pause(1);
    await pause(chance() * 12);
  }
  const running = !over;
  sender.process.kill('SIGKILL');
  await sender.ended;
  return running;
}
