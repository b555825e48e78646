import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bouncedAddress } from '../../../../src/delivery/bounce/judging/bounced-address.ts';
import { smtpStage } from '../../../../src/delivery/bounce/judging/smtp-stage.ts';
import { bestCode, enhancedCodes, replyCode } from '../../../../src/delivery/bounce/judging/status-code.ts';
import { fieldGroups } from '../../../../src/delivery/bounce/reports/field-lines.ts';
import { reportOf } from '../../../../src/delivery/bounce/reports/report-text.ts';

describe('addresses as reports write them', () => {
  it.each([
    ['rfc822; reader@shop.example', 'reader@shop.example'],
    ['RFC822; <Reader@Shop.Example.>', 'Reader@shop.example'],
    ['rfc/822;reader@shop.example', 'reader@shop.example'],
    ['utf-8;läser@büro.example', 'läser@büro.example'],
    ['"reader@shop.example"', 'reader@shop.example'],
    ["'reader@shop.example'", 'reader@shop.example'],
    ['rfc822; "a..b."@shop.example', 'a..b.@shop.example'],
    ['Reader <reader@shop.example> (expanded)', 'reader@shop.example'],
    ['reader@shop.example,', 'reader@shop.example'],
    ['<mailto:reader@shop.example>', 'reader@shop.example'],
  ])('%s', (written, address) => {
    expect(bouncedAddress(written)).toBe(address);
  });

  it.each(['', 'rfc822;', 'RFC822; @mx.example', 'reader', 'a b@shop.example', '|exec x #y@host', 'a@', 'a@b@', 'x@..'])(
    '%s is none',
    (written) => {
      expect(bouncedAddress(written)).toBeNull();
    },
  );

  it('what comes out is stable and has no brackets, blanks or control characters', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.emailAddress(), fc.string({ unit: 'binary' })), (written) => {
        const address = bouncedAddress(`rfc822; <${written}>`);
        if (address === null) return;
        expect(address).not.toMatch(/[\s<>\p{Cc}]/u);
        expect(bouncedAddress(address)).toBe(address);
      }),
    );
  });
});

describe('codes', () => {
  it('IP addresses, versions and times are not taken for status codes', () => {
    expect(enhancedCodes('host 5.1.1.2 [192.5.1.1] Exim 4.9.1234 said 550 5.1.1. Bye (#4.4.2)')).toEqual(['5.1.1', '4.4.2']);
  });

  it('the telling code of the server wins over the status of the reporter and over vague ones', () => {
    expect(bestCode("5.1.0 - Unknown address error 550-'5.7.1 denied'", '5.0.0')).toBe('5.7.1');
    expect(bestCode('550 no', '5.2.2')).toBe('5.2.2');
    expect(bestCode('550 5.5.0 no', '5.0.0')).toBe('5.5.0');
    expect(bestCode('no', null)).toBeNull();
  });

  it.each([
    ['host mx said: 550 no', 550],
    ['550-5.1.1 no', 550],
    ['(421 slow down)', 421],
    ['within 420 seconds', null],
    ['in 5501 parts', null],
    ['192.0.2.550', null],
  ])('the reply code of "%s"', (reply, code) => {
    expect(replyCode(reply)).toBe(code);
  });
});

describe('the refused command', () => {
  it.each([
    ['550 no (in reply to RCPT TO\n    command)', 'rcpt'],
    ['550 no (in reply to end of DATA command)', 'data'],
    ['after MAIL FROM:<a@b.example>: 550 no', 'mail'],
    ['>>> DATA\n<<< 550 no', 'data'],
    ['>>> DATA\n<<< 551 not our user\n550 5.1.1 <a@b.example>... User unknown', 'rcpt'],
    ['550 no', null],
  ])('%s', (report, stage) => {
    expect(smtpStage(report)).toBe(stage);
  });
});

it('folded fields, blank lines and stray lines make groups', () => {
  expect(fieldGroups('A: 1\r\n  2\r\nstray\r\n\r\n\r\nB : x\nDiagnostic-Code: smtp; 550-one\n550 two')).toEqual([
    [{ name: 'a', value: '1 2' }],
    [
      { name: 'b', value: 'x' },
      { name: 'diagnostic-code', value: 'smtp; 550-one 550 two' },
    ],
  ]);
});

it('the report ends where the returned mail begins', () => {
  expect(reportOf('failed\n\n--- Below this line is a copy of the message.\nTo: x').report).toBe('failed\n');
  expect(reportOf('failed\nReceived: from x').report).toBe('failed');
});
