import { describe, expect, test } from 'vitest';
import { parseSmtpUrl } from '../../../../src/io/mail/smtp/smtp-url.ts';

describe('SMTP_URL', () => {
  test.each([
    ['smtps://mail.example', { host: 'mail.example', port: 465, tls: 'implicit', login: null, name: 'smtps://mail.example:465' }],
    ['smtp://mail.example', { port: 587, tls: 'required', name: 'smtp://mail.example:587' }],
    ['smtp://ann:p%40ss%2Fw%23rd@mail.example:25', { port: 25, tls: 'required', login: { user: 'ann', pass: 'p@ss/w#rd' } }],
    ['smtp://mail.example?tls=optional&name=news.example', { tls: 'optional', ehloName: 'news.example' }],
    ['smtp://127.0.0.1:2525', { host: '127.0.0.1', tls: 'none' }],
    ['smtp://localhost', { tls: 'none' }],
    ['smtp://[::1]:2525', { host: '::1', tls: 'none', name: 'smtp://[::1]:2525' }],
    ['smtp://127.0.0.1?tls=required', { tls: 'required' }],
    ['smtp://127.0.0.1.evil.example', { tls: 'required' }],
    ['smtp://bücher.example', { host: 'xn--bcher-kva.example', tls: 'required' }],
  ])('%s is read', (url, expected) => {
    expect(parseSmtpUrl(url)).toMatchObject(expected);
  });

  test.each([
    'mail.example:25',
    'http://ann:secret@mail.example',
    'smtp://',
    'smtp://ann:secret@mail.example:0',
    'smtp://ann:secret@mail.example:99999',
    'smtp://ann:sec/ret@mail.example',
    'smtp://ann:sec#ret@mail.example',
    'smtp://ann:sec%ret@mail.example',
    'smtp://ann:secret@mail.example?tls=none',
    'smtp://ann:secret@mail.example?ssl=1',
    'smtp://ann:secret@mail.example?name=a%0d%0ab',
  ])('%s is refused without its password being told', (url) => {
    let error: unknown;
    try {
      parseSmtpUrl(url);
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ code: 'smtp-url-invalid' });
    expect(JSON.stringify([String(error), error])).not.toMatch(/sec(?:ret|.ret)/u);
  });
});
