import type { InboundField } from './inbound-mail.ts';

const fieldLine = /^([!-9;-~]{1,76})[ \t]{0,8}:[ \t]?(.*)$/u;

/**
 * Groups of `Name: value` lines, groups parted by blank lines, continuation lines unfolded (RFC 5322, RFC 3464 2.1).
 * Lines that are neither are left out, so a damaged report still gives what is whole.
 */
export function fieldGroups(text: string): readonly (readonly InboundField[])[] {
  const groups: InboundField[][] = [];
  let group: InboundField[] = [];
  let value: string[] = [];
  let name = '';
  const closeField = () => {
    if (name !== '') group.push({ name, value: value.join(' ').trim() });
    name = '';
    value = [];
  };
  for (const line of text.split(/\r\n|\n|\r/u)) {
    const found = fieldLine.exec(line);
    if (/^[ \t]+\S/u.test(line) && name !== '') value.push(line.trim());
    else if (found !== null) {
      closeField();
      name = (found[1] ?? '').toLowerCase();
      value = [found[2] ?? ''];
    } else if (/^\d{3}[ -]/u.test(line) && name === 'diagnostic-code') {
      // Some reporters forget to indent the further lines of a reply.
      value.push(line.trim());
    } else {
      closeField();
      if (line.trim() === '' && group.length > 0) {
        groups.push(group);
        group = [];
      }
    }
  }
  closeField();
  if (group.length > 0) groups.push(group);
  return groups;
}
