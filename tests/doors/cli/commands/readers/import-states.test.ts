import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ProjectFolder, projectFolder } from '../../../../project-folder.ts';

let folder: ProjectFolder;
let made = 0;
beforeAll(() => {
  folder = projectFolder();
});
afterAll(() => folder.remove());
// Each test's readers are its own.
let who = '';
beforeEach(() => {
  who = `t${made++}`;
});

const run = (...args: readonly string[]) => folder.run(['subscribers', ...args]);
const take = (file: string, ...flags: readonly string[]) => run('import', 'weekly', file, ...flags);
const report = async (file: string, ...flags: readonly string[]) => JSON.parse((await take(file, ...flags, '--json')).out);
/** `who` and the state of each reader of this test, as the list shows it. */
async function listed(): Promise<Readonly<Record<string, string>>> {
  const { out } = await run('list', 'weekly', '--json');
  const rows = out
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { address: string; state: string; suppressed: string | null });
  const ours = rows.filter(({ address }) => address.endsWith(`@${who}.example`));
  return Object.fromEntries(
    ours.map(({ address, state, suppressed }) => [address.split('@')[0], suppressed === null ? state : 'suppressed']),
  );
}
const write = (file: string, text: string | Buffer) =>
  folder.write(file, typeof text === 'string' ? text.replaceAll('@@', `@${who}.example`) : (text as never));

describe('a state word nobody knows', () => {
  it('is never taken for active: it is told with its count and its first row, and added when a person says what it means', async () => {
    write('words.csv', 'email,status\nada@@,active\nben@@,frozen\ncem@@,Frozen \ndee@@,retired\n');
    const first = await take('words.csv', '--dry-run');
    expect(first.code).toBe(1);
    expect(first.out).toContain('State from column "status": frozen 2 (unknown), active 1, retired 1 (unknown)');
    expect(first.out).toContain('3  not added: their state is a word nobody here knows');
    expect(first.out).toContain('status "frozen", first in row 3');
    expect(first.out).toContain('--map-state "frozen=active"');
    expect(await listed()).toEqual({});
    await take('words.csv');
    expect(await listed()).toEqual({ ada: 'active' });
    const mapped = await take('words.csv', '--map-state', 'frozen=active, retired=left');
    expect(mapped.code).toBe(0);
    expect(await listed()).toEqual({ ada: 'active', ben: 'active', cem: 'active', dee: 'unsubscribed' });
    expect((await take('words.csv', '--map-state', 'frozen=perhaps')).err).toContain('States: active, left, unconfirmed, suppressed');
  });

  it.each([
    ['cancelled', 'unsubscribed'],
    ['unactivated', undefined],
    ['removed', 'unsubscribed'],
    ['opt-out', 'unsubscribed'],
    ['abgemeldet', 'unsubscribed'],
    ['désabonné', 'unsubscribed'],
    ['ok', undefined],
    ['1', undefined],
    ['', undefined],
  ])('%s makes nobody active', async (word, state) => {
    write('one.csv', `email,status\nada@@,${word}\n`);
    await take('one.csv');
    expect((await listed()).ada).toBe(state);
  });

  it.each(['spammy', 'Invalid', 'hard_bounced', 'do not contact', '苦情', 'محظور'])('%s suppresses the address', async (word) => {
    write('one.csv', `email,status\nada@@,${word}\n`);
    expect((await report('one.csv')).counts).toMatchObject({ added: 0, suppressed: 1 });
    expect((await run('add', 'weekly', `ada@${who}.example`)).out).toContain('is suppressed');
  });

  it('in a column of states beside another one counts too: the worst says what a reader is', async () => {
    write(
      'several.csv',
      'email,status,subscribed,consent,unsubscribed_at,bounces,notes\n' +
        'ada@@,active,true,yes,,3,met in Oslo\nben@@,active,false,yes,,,\ncem@@,active,true,no,,,\ndee@@,active,true,yes,2024-02-03,,\n' +
        'eva@@,active,true,yes,0000-00-00,,abgemeldet\nfay@@,,true,,,,\ngus@@,active,maybe,yes,,,\n',
    );
    expect(await report('several.csv')).toMatchObject({ unknown: 1, counts: { added: 2, unsubscribed: 4 } });
    expect(await listed()).toEqual({
      ada: 'active',
      ben: 'unsubscribed',
      cem: 'unsubscribed',
      dee: 'unsubscribed',
      eva: 'unsubscribed',
      fay: 'active',
    });
  });

  it('in an empty cell says nothing, and is added only where a person says that such rows are active', async () => {
    write('empty.csv', 'email,status\nada@@,\nben@@,unsubscribed\ncem@@,weird\n');
    const { code, out } = await take('empty.csv');
    expect(code).toBe(1);
    expect(out).toContain('1  not added: nothing says whether they are subscribed');
    expect(await listed()).toEqual({ ben: 'unsubscribed' });
    await take('empty.csv', '--all-active');
    expect(await listed()).toEqual({ ada: 'active', ben: 'unsubscribed' });
  });
});

describe('a file without states', () => {
  it.each([
    ['a list of addresses', 'list.txt', 'ada@@\nBen Person <ben@@>\n'],
    ['a sheet of names', 'names.csv', 'E-Mail;Name\nada@@;Ada\nben@@;Ben\n'],
    [
      'listmonk’s export, where who left is enabled too',
      'lm.csv',
      'uuid,email,name,attributes,status,created_at,updated_at\n1,ada@@,A,{},enabled,x,x\n2,ben@@,B,{},enabled,x,x\n',
    ],
    ['old Ghost’s, where nothing stands of who left', 'gh.csv', 'id,email,created_at,deleted_at\n1,ada@@,x,\n2,ben@@,x,\n'],
  ])('(%s) adds nobody until a person says what its readers are', async (_, file, text) => {
    write(file, text);
    for (const flags of [[], ['--dry-run']]) {
      const { code, out, err } = await take(file, ...flags);
      expect(code).toBe(1);
      expect(out).toBe('');
      expect(err).toContain('No column of the file tells who left, so nobody was added.');
      expect(err).toContain('--all-active');
      expect(err).toContain('--state unsubscribed');
    }
    expect(await listed()).toEqual({});
    const { code, out } = await take(file, '--all-active');
    expect(code).toBe(0);
    expect(out).toContain('No column tells who left: all rows are taken as active (--all-active)');
    expect(await listed()).toEqual({ ada: 'active', ben: 'active' });
  });

  it('is taken as those who left, and the consent log says by whose word', async () => {
    write('gone.csv', 'email\nada@@\n');
    write('there.csv', 'email\nada@@\nben@@\n');
    expect((await report('gone.csv', '--state', 'unsubscribed')).counts).toMatchObject({ added: 0, unsubscribed: 1 });
    expect((await report('there.csv', '--all-active')).counts).toMatchObject({ added: 1, refusedUnsubscribed: 1 });
    expect(await report('there.csv', '--state', 'unconfirmed')).toMatchObject({ unconfirmed: 2, counts: { added: 0 } });
    expect((await report('there.csv', '--state', 'suppressed')).counts).toMatchObject({ suppressed: 2 });
    const shown = JSON.parse((await run('show', `ben@${who}.example`, '--json')).out);
    expect(shown.consent).toMatchObject([{ event: 'subscribed', how: 'import of there.csv (csv, all taken as active)' }]);
    expect((await take('there.csv', '--state', 'active')).code).toBe(2);
  });

  it('whose name says that its readers left is not taken as active, however it is asked for', async () => {
    for (const file of [
      'unsubscribed_segment_export_1a.csv',
      'cleaned_email_audience_export_1a.csv',
      'nonsubscribed_email_audience_export_1a.csv',
      'unsubscribers.csv',
    ]) {
      write(file, 'Email Address,First Name,OPTIN_TIME\nada@@,Ada,2019-02-01 10:00:00\n');
      const { code, err } = await take(file, '--all-active');
      expect([file, code]).toEqual([file, 1]);
      expect(err).toMatch(/--state (unsubscribed|suppressed|unconfirmed)/);
    }
    expect(await listed()).toEqual({});
  });

  it('keeps those out who are marked in a column that has no name', async () => {
    write('marked.csv', 'ada@@,Ada,\nben@@,Ben,abgemeldet\ncem@@,Cem,unsubscribed\n');
    await take('marked.csv', '--all-active');
    expect(await listed()).toEqual({ ada: 'active', ben: 'unsubscribed', cem: 'unsubscribed' });
  });
});

describe('columns a person names', () => {
  it('tell the states, whatever they are called; another column is none when they say so', async () => {
    write('region.csv', 'Email,State,City,Member?\nada@@,Ohio,X,ja\nben@@,Utah,Y,nein\n');
    expect((await take('region.csv')).out).toContain('Is "State" no state at all?');
    expect(await report('region.csv', '--map', 'state=Member?')).toMatchObject({ counts: { added: 1, unsubscribed: 1 } });
    expect(await listed()).toEqual({ ada: 'active', ben: 'unsubscribed' });
    write('region.csv', 'Email,State\ncem@@,Ohio\n');
    expect((await take('region.csv', '--map', 'state=')).err).toContain('No column of the file tells who left');
    expect((await report('region.csv', '--map', 'state=', '--all-active')).counts).toMatchObject({ added: 1 });
  });

  it('of a list without names are called by their number', async () => {
    write('numbered.csv', 'Ada|ada@@|ja\nBen|ben@@|nein\n');
    expect(await report('numbered.csv', '--map', 'state=3')).toMatchObject({ rows: 2, counts: { added: 1, unsubscribed: 1 } });
  });
});

describe('what spreadsheets and programs do to cells', () => {
  it.each([
    ['sep=; first', 'sep=;\r\nName;E-Mail;Status\r\nAda;ada@@;active\r\n'],
    ['a comma in a quoted name of a column', '"Last, First";Email;Status\n"L, Ada";ada@@;active\n'],
    ['bars', 'Name|E-Mail|Status|Tags\nL, A; B|ada@@|active|a, b; c\n'],
    ['a line break in a cell', 'Email,Notes,Status\nada@@,"two\nlines, here",active\n'],
    ['Japanese names of columns', 'メールアドレス,状態\nada@@,購読中\n'],
    ['Hebrew ones', 'דוא"ל,סטטוס\nada@@,פעיל\n'],
    ['a column of streets beside that of addresses', 'Address,Email Address,Status\n1 High St,ada@@,active\n'],
  ])('%s is understood', async (_, text) => {
    write('habit.csv', text);
    expect((await report('habit.csv')).counts).toMatchObject({ added: 1 });
    expect(await listed()).toEqual({ ada: 'active' });
  });

  it('tags that are topics are topics, in Mailchimp’s quotes too; others say nothing of topics', async () => {
    write('tags.csv', 'Email Address,OPTIN_TIME,TAGS\nada@@,x,"""Space"",""VIP"""\nben@@,x,"""VIP"""\ncem@@,x,\n');
    const { out } = await take('tags.csv', '--all-active');
    expect(out).toContain('Topics from column "TAGS"; 1 rows have other tags only and get all topics');
    const topics = async (name: string) =>
      JSON.parse((await run('show', `${name}@${who}.example`, '--json')).out).account.subscriptions[0].topics;
    expect(await topics('ada')).toEqual(['Space']);
    expect((await topics('ben')).length).toBeGreaterThan(2);
    expect((await topics('cem')).length).toBeGreaterThan(2);
  });
});
