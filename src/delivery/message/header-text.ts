import { CourantError } from '../../errors/courant-error.ts';

/**
 * `value` unchanged when it can stand in a header field; throws CourantError `header-injection` when it holds CR, LF or any
 * other control character (C0, DEL, C1, U+2028, U+2029), which could end the field and start another.
 */
export function headerText(field: string, value: string): string {
  const at = value.search(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u);
  if (at === -1) return value;
  const code = value.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  throw new CourantError('header-injection', `The header ${field} would hold the control character U+${code} at position ${at + 1}.`, {
    help: 'Remove line breaks and control characters from the text it is made of.',
  });
}
