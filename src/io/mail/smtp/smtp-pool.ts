import type { SmtpSession } from './smtp-session.ts';

/** A connection with how many messages have gone over it. */
type UsedSession = { readonly session: SmtpSession; readonly sent: number };

/** Connections between two messages. */
export type IdleSessions = {
  /** The connection used last that still stands, or `null`. */
  take(): UsedSession | null;
  put(used: UsedSession): void;
  readonly size: number;
  /** Closes the oldest until `most` are left. */
  leave(most: number): void;
};

/** Below the five minutes a server must wait for us (RFC 5321 4.5.3.2.7). */
const idleLimit = 120_000;

/** Keeps connections for `messages` messages each, and no longer than the idle limit. */
export function idleSessions(messages: number): IdleSessions {
  const kept = new Map<SmtpSession, { readonly sent: number; readonly timer: NodeJS.Timeout }>();
  const remove = (session: SmtpSession) => {
    clearTimeout(kept.get(session)?.timer);
    kept.delete(session);
  };
  return {
    take: () => {
      for (const [session, { sent }] of [...kept].reverse()) {
        remove(session);
        if (session.alive()) return { session, sent };
        session.close();
      }
      return null;
    },
    put: ({ session, sent }) => {
      if (sent >= messages) return session.close();
      const timer = setTimeout(() => {
        remove(session);
        session.close();
      }, idleLimit);
      kept.set(session, { sent, timer: timer.unref() });
    },
    get size() {
      return kept.size;
    },
    leave: (most) => {
      for (const session of [...kept.keys()].slice(0, Math.max(0, kept.size - most))) {
        remove(session);
        session.close();
      }
    },
  };
}
