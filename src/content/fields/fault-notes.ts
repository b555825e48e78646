import type { Fault } from '../fault.ts';

/** A fault before its file and line are known. */
export type Note = Omit<Fault, 'file' | 'line'>;

/** Where the readers of fields say what is wrong. `field` is relative to what they read: `title`, `images[1].url`. */
export type Notes = {
  error(field: string | null, code: string, found: string, advice: string): void;
  warn(field: string | null, code: string, found: string, advice: string): void;
};

/** Notes written to `taken`, in the order they were made. */
export function takeNotes(taken: Note[]): Notes {
  const write =
    (severity: Note['severity']): Notes['warn'] =>
    (field, code, found, advice) => {
      taken.push({ field, severity, code, found, advice });
    };
  return { error: write('error'), warn: write('warning') };
}

/** Notes about one entry of a list: fields get the entry's path, and an error costs only that entry, so it is a warning. */
export function entryNotes(notes: Notes, entry: string): Notes {
  const within = (field: string | null) => (field === null ? entry : `${entry}.${field}`);
  return {
    error: (field, code, found, advice) => notes.warn(within(field), code, found, `${advice} (this entry is left out)`),
    warn: (field, code, found, advice) => notes.warn(within(field), code, found, advice),
  };
}
