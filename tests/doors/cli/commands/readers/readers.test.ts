import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProjectFolder, projectFolder } from '../../../../project-folder.ts';

let folder: ProjectFolder;
beforeAll(() => {
  folder = projectFolder();
});
afterAll(() => folder.remove());

const env = { COURANT_SECRET: 'the-newer-secret-of-this-installation, an-older-secret-of-this-installation' };
const run = (...args: readonly string[]) => folder.run(args, env);
const json = async (...args: readonly string[]) => JSON.parse((await run(...args, '--json')).out);

// One story, told in its order: whom one import brought, the next one knows.
describe('readers on the command line', { shuffle: false }, () => {
  it('are imported with every faulty row named by its line, and again without change', async () => {
    folder.write(
      'list.csv',
      'Mail;topics;status\r\nada@reader.example;Climate|Space;active\r\nno address;;active\r\n"multi\r\nline";;active\r\nbea@reader.example;;unsubscribed\r\ncy@reader.example;Nonsense;active\r\ndee@b\u00fccher.example;;active\r\n',
    );
    const dry = await json('subscribers', 'import', 'weekly', 'list.csv', '--map', 'address=Mail', '--dry-run');
    expect(dry).toMatchObject({ rows: 6, dryRun: true, counts: { added: 2, unsubscribed: 1 }, faulty: 3 });
    const { code, out, err } = await run('subscribers', 'import', 'weekly', 'list.csv');
    expect(code).toBe(1);
    expect(out).toContain('2  added');
    expect(err).toContain('list.csv:3: "no address"');
    expect(err).toContain('list.csv:6: "Nonsense": No topic');
    expect(await json('subscribers', 'import', 'weekly', 'list.csv')).toMatchObject({ counts: { added: 0, unchanged: 3 } });
    expect(await json('subscribers', 'show', 'ada@reader.example')).toMatchObject({
      account: { subscriptions: [{ topics: ['Climate', 'Space'], state: 'active' }] },
      consent: [{ event: 'subscribed', how: 'import of list.csv (csv)' }],
    });
  });

  it.each([
    [
      'listmonk',
      'uuid,email,name,attributes,status,created_at,updated_at\n1,lm@reader.example,"L, M",{},enabled,2020-01-01,2020-01-01\n2,lb@reader.example,B,{},blocklisted,2020-01-01,2020-01-01\n',
      { added: 1, suppressed: 1 },
    ],
    [
      'mailchimp',
      'Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,UNSUB_TIME\nmc@reader.example,M,C,2,2019-02-01 10:00:00,,2019-02-01 10:01:00,192.0.2.1,\nmu@reader.example,M,U,2,2019-02-01 10:00:00,,,,2020-01-01 00:00:00\n',
      { added: 1, unsubscribed: 1 },
    ],
    [
      'substack',
      'email,active_subscription,subscription_created_at,plan,email_disabled,created_at\nss@reader.example,true,2021-01-01,monthly,false,2021-01-01\nsd@reader.example,false,,,true,2021-01-01\n',
      { added: 1, unsubscribed: 1 },
    ],
    [
      'ghost',
      'id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,deleted_at,labels,tiers\n1,gh@reader.example,G,,true,false,,2022-01-01T00:00:00Z,,,\n2,gu@reader.example,G,,false,false,,2022-01-01T00:00:00Z,,,\n',
      { added: 1, unsubscribed: 1 },
    ],
  ])('come over from %s, known by its columns', async (format, text, counts) => {
    folder.write('export.csv', text);
    const allActive = format === 'listmonk' ? ['--all-active'] : [];
    expect(await json('subscribers', 'import', 'weekly', 'export.csv', ...allActive)).toMatchObject({ format, faulty: 0, counts });
    expect((await json('subscribers', 'import', 'weekly', 'export.csv', ...allActive)).counts).toMatchObject({
      added: 0,
      unsubscribed: 0,
      suppressed: 0,
    });
  });

  it('are taken as the program named with --from wrote them, whatever their columns look like', async () => {
    // The columns are Kit's, whose "inactive" never confirmed; everybody else's has left.
    folder.write('named.csv', 'email_address,state,created_at\nfrom@reader.example,inactive,2022-01-01T00:00:00Z\n');
    expect(await json('subscribers', 'import', 'weekly', 'named.csv', '--dry-run')).toMatchObject({
      format: 'kit',
      unconfirmed: 1,
      counts: { unsubscribed: 0 },
    });
    expect(await json('subscribers', 'import', 'weekly', 'named.csv', '--from', 'csv', '--dry-run')).toMatchObject({
      format: 'csv',
      unconfirmed: 0,
      counts: { unsubscribed: 1 },
    });
    const unknown = await run('subscribers', 'import', 'weekly', 'named.csv', '--from', 'papyrus');
    expect(unknown).toMatchObject({ code: 2, out: '' });
    expect(unknown.err).toContain('"papyrus" is no format Courant knows.');
    expect(unknown.err).toContain('listmonk');
  });

  it('are exported so that no spreadsheet runs a formula, and read back as they were', async () => {
    await run('subscribers', 'add', 'weekly', '=cmd@reader.example', '+1@reader.example');
    const { out } = await run('subscribers', 'export', 'weekly');
    expect(out).toContain("'=cmd@reader.example");
    expect(out).toContain("'+1@reader.example");
    expect(out).not.toMatch(/^[=+\-@]/m);
    folder.write('back.csv', out);
    const back = await json('subscribers', 'import', 'weekly', 'back.csv');
    expect(back).toMatchObject({ format: 'courant', faulty: 0, counts: { added: 0, updated: 0, unsubscribed: 0 } });
  });

  it('who are erased are not imported again, nor after the secret has changed places', async () => {
    folder.write('erased.csv', 'email,status\nerased@reader.example,active\n');
    expect((await json('subscribers', 'import', 'weekly', 'erased.csv')).counts).toMatchObject({ added: 1 });
    expect((await run('subscribers', 'erase', 'ERASED@reader.example')).code).toBe(0);
    expect((await json('subscribers', 'import', 'weekly', 'erased.csv')).counts).toMatchObject({ added: 0, refusedErased: 1 });
    const rotated = await folder.run(['subscribers', 'import', 'weekly', 'erased.csv', '--json'], {
      COURANT_SECRET: `a-third-secret-of-this-installation-x,${env.COURANT_SECRET}`,
    });
    expect(JSON.parse(rotated.out).counts).toMatchObject({ added: 0, refusedErased: 1 });
    expect((await run('subscribers', 'show', 'erased@reader.example')).code).toBe(1);
  });

  it('can be suppressed by hand and counted', async () => {
    await run('subscribers', 'suppress', 'dee@bücher.example', '--reason', 'asked by letter');
    const stats = await json('subscribers', 'stats');
    expect(stats.newsletters).toMatchObject([{ newsletter: 'weekly', suppressed: 1 }]);
  });

  it('have their mails classified and taken in from a pipe', async () => {
    folder.write(
      'vacation.eml',
      'From: a@reader.example\r\nTo: x@courant.example\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n\r\nI am away.\r\n',
    );
    expect(await json('bounces', 'classify', 'vacation.eml')).toEqual([
      {
        file: 'vacation.eml',
        recipients: [{ address: 'a@reader.example', status: null, kind: 'auto-reply', diagnostic: 'Out of office' }],
      },
    ]);
    const bin = fileURLToPath(new URL('../../../../../bin/courant.js', import.meta.url));
    const { PATH = '', HOME = '' } = process.env;
    const piped = spawnSync(process.execPath, [bin, 'bounces', 'ingest', '--json'], {
      cwd: folder.path,
      env: { PATH, HOME, NO_COLOR: '1', ...env },
      input: '',
    });
    expect(JSON.parse(piped.stdout.toString())).toMatchObject({ result: 'unparsable' });
    expect(await json('bounces', 'unparsed')).toMatchObject({ mails: [{ bytes: 0 }] });
    expect(await json('bounces', 'stats')).toEqual({ domains: [], editions: [], alarms: [] });
  });
});
