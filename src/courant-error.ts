/**
 * The one exceptional error of Courant. `code` is literal and stable: doors map it to an exit status, an HTTP status
 * and words; nobody branches on the message. `help` says what to do.
 */
export class CourantError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly help: string | null;
  constructor(code: Code, message: string, options: { help?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'CourantError';
    this.code = code;
    this.help = options.help ?? null;
  }
}
