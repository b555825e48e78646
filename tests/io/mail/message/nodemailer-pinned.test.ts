/** Courant uses parts of nodemailer that are its private affair (headers, boundaries): an upgrade is a decision, taken with these bytes in view. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { type BodyPart, partFor } from '../../../../src/io/mail/message/body-part.ts';
import { addressLine, dateLine, subjectLine } from '../../../../src/io/mail/message/header-lines.ts';

const tokens = { unsubscribe: '', preferences: '', view: '' };

function encodeBody(text: string): { readonly encoding: BodyPart['encoding']; readonly encoded: string } {
  const part = partFor(text);
  const blocks = [part.block(text)];
  const bytes = Buffer.alloc(part.size(blocks));
  part.write(blocks, tokens, bytes, 0);
  return { encoding: part.encoding, encoded: bytes.toString('latin1') };
}

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

describe('the inner parts of nodemailer that write mail', () => {
  it('are of exactly the version package.json names', () => {
    const { dependencies } = read(new URL('../../../../package.json', import.meta.url).pathname);
    expect(dependencies.nodemailer).toBe(read(createRequire(import.meta.url).resolve('nodemailer/package.json')).version);
  });

  it('fold and encode headers to these bytes', () => {
    const headers = [
      addressLine('From', { name: 'Der Kurier “Zürich”, früh', address: 'post@zürich.example' }),
      subjectLine('Grüße aus Zürich: Die Brücke über die Limmat ist frei – nach elf Jahren'),
      dateLine(new Date('2026-11-21T08:00:00Z')),
    ];
    expect(headers.join('\r\n').split('\r\n')).toEqual([
      'From: =?UTF-8?Q?Der_Kurier_=E2=80=9CZ=C3=BCrich=E2=80=9D?=',
      ' =?UTF-8?Q?=2C_fr=C3=BCh?= <post@xn--zrich-kva.example>',
      'Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe_aus_Z=C3=BCrich=3A_Die_B?=',
      ' =?UTF-8?Q?r=C3=BCcke_=C3=BCber_die_Limmat_ist_frei?=',
      ' =?UTF-8?Q?_=E2=80=93_nach_elf_Jahren?=',
      'Date: Sat, 21 Nov 2026 08:00:00 +0000',
    ]);
  });

  it('encode a body as quoted-printable to these bytes', () => {
    const { encoding, encoded } = encodeBody(
      'Die Brücke ist frei = endlich. Wer sie nimmt, spart eine halbe Stunde auf dem Weg in die Stadt. \n\tMehr dazu heute Abend.\n.\n',
    );
    expect(encoding).toBe('quoted-printable');
    expect(encoded.split('\r\n')).toEqual([
      'Die Br=C3=BCcke ist frei =3D endlich. Wer sie nimmt, spart eine halbe Stund=',
      'e auf dem Weg in die Stadt.=20',
      '\tMehr dazu heute Abend.',
      '=2E',
      '',
    ]);
  });

  it('encode a body as base64 to these bytes', () => {
    const { encoding, encoded } = encodeBody('Η γέφυρα είναι ελεύθερη. Όσοι την περνούν κερδίζουν μισή ώρα στον δρόμο για την πόλη.\n');
    expect(encoding).toBe('base64');
    expect(encoded.split('\r\n')).toEqual([
      'zpcgzrPOrc+Gz4XPgc6xIM61zq/Ovc6xzrkgzrXOu861z43OuM61z4HOty4gzozPg86/zrkgz4TO',
      't869IM+AzrXPgc69zr/Pjc69IM66zrXPgc60zq/Ots6/z4XOvSDOvM65z4POriDPjs+BzrEgz4PP',
      'hM6/zr0gzrTPgc+MzrzOvyDOs865zrEgz4TOt869IM+Az4zOu863Lg0K',
    ]);
  });
});
