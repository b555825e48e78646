import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Outcome } from '../../../delivery/ledger/outcome.ts';
import type { OutgoingMessage, Transport } from '../../../press/ports/mail.ts';
import { askedToStop, submissions } from '../submissions.ts';

export type SendmailOptions = {
  /** The program: sendmail's own, or Postfix's, Exim's, OpenSMTPD's or msmtp's of that name. */
  readonly path: string;
  /** Processes at once; further callers wait. */
  readonly connections?: number;
  /** Milliseconds until a program that does not end is killed. */
  readonly patience?: number;
};

const usualPatience = 600_000;
const longestComplaint = 400;

/**
 * Hands messages to this machine's own mail system, one process each. Its exit code (sysexits.h) decides the outcome: 0 is taken,
 * a code that stands for a refusal is known; a program killed, or ended by a code of its own making, after it had the whole
 * message leaves it `unknown`. nodemailer's transport tells the code in words only, so the process is watched here.
 */
export function sendmailTransport({ path, connections, patience }: SendmailOptions): Transport {
  const line = submissions(connections);
  const running = new Set<Running>();
  return {
    name: `sendmail ${path}`,
    submit: async (message) => {
      if (!fitsCommandLine(message)) return refused('5.1.3 the address cannot be given to a program');
      return await line.add(() => ranThrough(path, message, patience ?? usualPatience, running));
    },
    stop: (what) => {
      line.refuse(askedToStop);
      for (const one of running) if (what === 'everything' || !one.taken()) one.kill();
    },
    close: () => line.close(),
  };
}

// "--" ends the options, but not every sendmail knows it, so nothing that looks like one is ever handed over.
const fitsCommandLine = ({ envelope }: OutgoingMessage): boolean =>
  [envelope.to, envelope.from].every((address) =>
    /^[^\s"<>,\u0000-\u001f\u007f-][^\s"<>,\u0000-\u001f\u007f]*@[^\s"<>,@]+$/u.test(address),
  );

/** A program at work; `taken`: it has the whole message. */
type Running = { taken(): boolean; kill(): void };

function ranThrough(path: string, message: OutgoingMessage, patience: number, running: Set<Running>): Promise<Outcome> {
  return new Promise((resolve) => {
    // -odb: sendmail's own queues the message and ends; else its 75 would mean "queued, will try later" as well as "not taken".
    const program = spawn(path, ['-i', '-odb', '-f', message.envelope.from, '--', message.envelope.to], {
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    const words = lastWords(program);
    let taken = false;
    const own: Running = { taken: () => taken, kill: () => void program.kill('SIGKILL') };
    running.add(own);
    const clock = setTimeout(own.kill, patience);
    const done = (outcome: Outcome) => {
      clearTimeout(clock);
      running.delete(own);
      resolve(outcome);
    };
    program.on('error', (error) => done({ kind: 'deferred', code: null, response: `sendmail could not be started: ${error.message}` }));
    program.on('close', (code, signal) => done(outcomeOf(code, signal, taken, words())));
    // Told by the exit code, better.
    program.stdin.on('error', () => undefined);
    program.stdin.on('finish', () => {
      taken = true;
    });
    program.stdin.end(unixLines(message.bytes));
  });
}

/** Programs expect this machine's line ends, and some double the others. */
const unixLines = (bytes: Uint8Array): Buffer =>
  Buffer.from(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').replaceAll('\r\n', '\n'), 'latin1');

function lastWords(program: ChildProcess): () => string {
  let text = '';
  program.stderr?.on('data', (chunk: Buffer) => {
    text = `${text}${chunk.toString('utf8')}`.slice(-longestComplaint);
  });
  return () => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

/** Codes of sysexits.h that say something about this message alone. */
const refusals: Readonly<Record<number, string>> = {
  65: '5.6.0 the message was refused',
  67: '5.1.1 no such user',
  68: '5.1.2 no such host',
};

/** Codes that mean it was not taken, for a reason that may pass: unavailable, its own fault, the machine's, the disk's, later. */
const passing: ReadonlySet<number> = new Set([69, 70, 71, 72, 73, 74, 75, 76, 126, 127]);

/** Codes about how we call it: every other message would meet the same, so they put the edition on hold. */
const ours: Readonly<Record<number, string>> = {
  64: '5.7.0 wrong usage',
  66: '5.7.0 it could not read its input',
  77: '5.7.0 permission denied',
  78: '5.7.0 its configuration is wrong',
};

/** @param taken whether the program had the whole message; without its end it can have sent nothing */
function outcomeOf(code: number | null, signal: NodeJS.Signals | null, taken: boolean, words: string): Outcome {
  const said = words === '' ? '' : `: ${words}`;
  if (code === 0 && taken) return { kind: 'accepted', code: 250, response: '250 2.0.0 handed to sendmail' };
  const how = code === null ? `was killed by ${signal ?? 'a signal'} (${signal ? constants.signals[signal] : '?'})` : `ended with ${code}`;
  if (code !== null && passing.has(code))
    return { kind: 'deferred', code: null, response: `sendmail ended with ${code}${said}`, step: 'data' };
  const ofUs = code === null ? undefined : ours[code];
  if (ofUs !== undefined)
    return { kind: 'deferred', code: 550, response: `550 ${ofUs} (sendmail ended with ${code}${said})`, step: 'connect' };
  const refusal = code === null ? undefined : refusals[code];
  if (refusal !== undefined) return refused(`${refusal} (sendmail ended with ${code}${said})`);
  if (!taken) return { kind: 'deferred', code: null, response: `sendmail ${how} before it had the message${said}` };
  return { kind: 'unknown', response: `sendmail ${how} after it had the message${said}` };
}

const refused = (why: string): Outcome => ({ kind: 'failed', code: 550, response: `550 ${why}` });
