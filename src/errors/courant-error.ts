/**
 * The one exceptional error of Courant. `code` is literal and stable: doors map it to an exit status, an HTTP status
 * and words; nobody branches on the message. `help` says what to do.
 */
export class CourantError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly help: string | null;
  /** The file a person has to mend, and the line in it; `null` when there is none, or more than one. */
  readonly place: FilePlace | null;
  constructor(code: Code, message: string, options: { help?: string; cause?: unknown; place?: FilePlace | null } = {}) {
    super(message, { cause: options.cause });
    this.name = 'CourantError';
    this.code = code;
    this.help = options.help ?? null;
    this.place = options.place ?? null;
  }
}

/** `line` counts from 1; `null` when only the file is known. */
export type FilePlace = { readonly file: string; readonly line: number | null };
