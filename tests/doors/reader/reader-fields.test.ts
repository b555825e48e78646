import { writeFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readerTools } from '../../../src/app/cli/readers.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { createDesk } from '../../../src/doors/desk/desk.ts';
import type { EditionRecord } from '../../../src/press/ports/store/editions.ts';
import { preferencesLink } from '../../../src/press/readers/preferences.ts';
import { verifyEdition } from '../../../src/press/sealing/verify-edition.ts';
import { aWeekLater, formFields } from '../../reader-newsroom.ts';
import { type ApiNewsroom, apiNewsroom } from '../api/api-newsroom.ts';
import { openAccess } from '../desk/fake-desk-source.ts';

const fields = {
  name: { type: 'text', label: 'First name', max: 40, signUp: true, preferences: true },
  company: { type: 'text' },
  born: { type: 'date', preferences: true },
  plan: { type: 'choice', choices: ['free', 'paid'] },
  size: { type: 'number', signUp: true },
  vip: { type: 'yes-no' },
};
const hostile = `"><script>alert(1)</script>{name}`;

describe('readers’ own fields', () => {
  let room: ApiNewsroom;
  beforeAll(async () => {
    room = await apiNewsroom(100_000, { fields }, { greeting: 'Dear {name|reader},' });
  });
  afterAll(() => room.close());

  const post = (path: string, body: URLSearchParams) => room.newsroom.request(path, { method: 'POST', body });
  const account = async (address: string) => await room.newsroom.press.store.accountOf(address);

  it('are asked for by the sign-up form where they are marked, and are the reader’s once they confirm what they see', async () => {
    const page = await (await room.newsroom.request('/subscribe?newsletter=weekly')).text();
    expect(page).toContain('First name');
    expect(page).not.toContain('field.company');
    const foot = formFields(await (await room.newsroom.request('/archive/weekly/1')).text(), 'subscribe');
    expect([...foot.keys()].filter((name) => name.startsWith('field.'))).toEqual(['field.name', 'field.size']);
    const form = formFields(page, 'subscribe');
    form.set('address', 'ned@reader.example');
    form.set('field.name', hostile);
    form.set('field.size', 'many');
    const refused = await post('/subscribe', form);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toMatch(/aria-describedby="field-size-fault".*It is not a number such as 12 or 1.5/s);
    form.set('field.size', '12');
    expect((await post('/subscribe', form)).status).toBe(303);
    await room.newsroom.site.settled();
    const mail = (await room.newsroom.mails()).find(({ to }) => to === 'ned@reader.example');
    expect(`${mail?.html}${mail?.text}${mail?.subject}`).not.toContain('alert(1)');
    expect(await account('ned@reader.example')).toBeNull();
    const path = /\/confirm\/[\w-]{40}/.exec(mail?.html ?? '')?.[0] ?? '';
    const shown = await (await room.newsroom.request(path)).text();
    expect(shown).toContain('&quot;&gt;&lt;script&gt;alert(1)');
    expect(shown).not.toContain('<script>alert');
    await post(path, formFields(shown));
    expect((await account('ned@reader.example'))?.fields).toEqual({ name: hostile, size: '12' });
    // What confirms greets nobody by what a stranger may have typed; the welcome after it does, escaped.
    expect(mail?.text).toContain('Dear reader,');
    await room.newsroom.site.settled();
    const welcome = (await room.newsroom.mails()).findLast(({ to }) => to === 'ned@reader.example');
    expect(welcome?.text).toContain(`Dear ${hostile},`);
    expect(welcome?.html).toContain('Dear &quot;&gt;&lt;script&gt;');
  });

  it('are not taken from a form that names others', async () => {
    const form = new URLSearchParams({ address: 'odo@reader.example', newsletter: 'weekly', 'field.vip': 'yes' });
    expect((await post('/subscribe', form)).status).toBe(400);
    const answer = await room.newsroom.request('/subscribe', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ address: 'odo@reader.example', newsletter: 'weekly', fields: { vip: true } }),
    });
    expect(await answer.json()).toMatchObject({ result: 'refused', reason: 'fields' });
  });

  it('are changed on the page of the subscription, where they are marked, and are in the reader’s own export', async () => {
    const { store } = room.newsroom.press;
    const ada = await account('ada@reader.example');
    await store.setFields(ada?.subscriberId ?? 0, { vip: 'yes', name: 'Ada' }, room.newsroom.press.now());
    const path = new URL(preferencesLink(room.newsroom.press, ada?.subscriptions[0]?.subscriptionId ?? 0)).pathname;
    const form = formFields(await (await room.newsroom.request(path)).text());
    expect(form.get('field.name')).toBe('Ada');
    expect(form.get('field.vip')).toBeNull();
    form.set('field.born', '2023-02-29');
    expect((await post(path, form)).status).toBe(400);
    form.set('field.born', '1999-12-31');
    form.set('field.name', '');
    expect((await post(path, form)).status).toBe(303);
    expect((await account('ada@reader.example'))?.fields).toEqual({ vip: 'yes', born: '1999-12-31' });
    form.set('field.vip', 'no');
    expect((await post(path, form)).status).toBe(400);
  });

  it('are brought and read by programs, as numbers and yes or no', async () => {
    const consent = { how: 'shop', at: '2026-11-20T08:00:00Z' };
    const body = { address: 'pat@reader.example', newsletter: 'weekly', consent, fields: { size: 3.5, vip: false, company: 'A "B" Ltd' } };
    const put = await (await room.ask('PUT', '/readers', body)).json();
    expect(put).toMatchObject({ result: 'added', reader: { fields: { size: 3.5, vip: false, company: 'A "B" Ltd' } } });
    const again = await room.ask('PUT', '/readers', { ...body, fields: { size: null, plan: 'PAID' } });
    expect(await again.json()).toMatchObject({ result: 'updated', reader: { fields: { vip: false, company: 'A "B" Ltd', plan: 'paid' } } });
    const listed = await (await room.ask('GET', '/readers?newsletter=weekly')).json();
    expect(JSON.stringify(listed)).toContain('"plan":"paid"');
    const refused = await room.ask('PUT', '/readers', { ...body, fields: { size: 'many', shoe: 3 } });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toMatch(/size.*is not a number.*shoe.*is of no field/s);
  });

  it('come in with a file by their names or as said, faulty cells named by row and field, and go out with one', async () => {
    const config = await loadConfig({ file: 'courant.config.js' });
    const { store } = room.newsroom.press;
    const quiet = { start() {}, step() {}, finish() {} };
    const tools = { store: async () => store, signingStore: async () => store, now: room.newsroom.press.now, progress: quiet };
    const app = readerTools(config, tools, async () => room.newsroom.press);
    writeFileSync(
      'in.csv',
      'email,First Name,Firm,size,state\nquy@reader.example,"Quy ""Q""",\'=SUM(A1),7,active\nroy@reader.example,Roy,,lots,active\n',
    );
    const options = {
      map: new Map(),
      fieldMap: new Map([['company', 'Firm']]),
      wordMap: new Map(),
      state: null,
      allActive: false,
      encoding: null,
      dryRun: false,
    };
    const report = await app.importReaders('weekly', 'in.csv', options);
    expect(report).toMatchObject({
      counts: { added: 1 },
      fields: [
        { field: 'name', column: 'First Name' },
        { field: 'company', column: 'Firm' },
        { field: 'size', column: 'size' },
      ],
      faults: [{ row: 3, value: 'lots', field: 'size', message: 'size is not a number such as 12 or 1.5' }],
    });
    expect((await account('quy@reader.example'))?.fields).toEqual({ name: 'Quy "Q"', company: '=SUM(A1)', size: '7' });
    await expect(app.importReaders('weekly', 'in.csv', { ...options, fieldMap: new Map([['shoe', 'Firm']]) })).rejects.toThrow(
      'no field "shoe"',
    );
    const out = new PassThrough();
    const written = text(out);
    await app.exportReaders('weekly', out);
    out.end();
    const lines = (await written).split(/\r?\n/);
    expect(lines[0]).toBe('address,newsletter,topics,state,suppressed,since,name,company,born,plan,size,vip');
    expect(lines.find((line) => line.startsWith('quy'))).toContain(`"Quy ""Q""",'=SUM(A1),,,7,`);
  });

  it('are seen and changed at the desk, choose readers there, and are kept in a segment', async () => {
    const desk = createDesk(room.desk, { access: openAccess, now: room.newsroom.press.now, projectRoot: '/' });
    const ned = await account('ned@reader.example');
    const seen = await desk.request(`http://127.0.0.1/readers/one/${ned?.subscriberId}`, { headers: { host: '127.0.0.1' } });
    const page = await seen.text();
    expect(page).toContain('alert(1)&lt;/script&gt;');
    expect(page).not.toContain('<script>alert');
    const cookie = seen.headers.get('set-cookie')?.split(';')[0] ?? '';
    const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const act = async (path: string, body: Record<string, string>) =>
      await desk.request(`http://127.0.0.1${path}`, {
        method: 'POST',
        headers: { cookie, host: '127.0.0.1' },
        body: new URLSearchParams({ token, ...body }),
      });
    await act('/readers', { act: 'fields', address: 'ned@reader.example', 'field.plan': 'paid', 'field.name': 'Ned' });
    expect((await account('ned@reader.example'))?.fields).toEqual({ name: 'Ned', size: '12', plan: 'paid' });
    const list = await desk.request(
      'http://127.0.0.1/readers/list?where.field=size&where.is=above&where.value=10&where.field=&where.is=equal&where.value=',
      { headers: { host: '127.0.0.1' } },
    );
    const found = await list.text();
    expect(found).toContain('ned@reader.example');
    expect(found).not.toContain('quy@reader.example');
    expect(found).toContain('whose size is above “10”');
    const asked = async (where: readonly string[]) =>
      await (
        await desk.request(`http://127.0.0.1/readers/list?${new URLSearchParams(where.map((one) => ['where', one]))}`, {
          headers: { host: '127.0.0.1' },
        })
      ).text();
    // As its field keeps it, or told; the other conditions stay.
    expect(await asked(['size equal 12,0'])).toContain('ned@reader.example');
    const partly = await asked(['size above many', 'plan equal PAID', 'born above 5', 'vip above 3', 'shoe empty']);
    expect(partly).toContain('all readers, whose plan is “paid”');
    for (const fault of [
      '“size” “many” is not a number such as 12 or 1.5',
      '“born” “5” is not a day such as 2001-12-31',
      '“vip” is neither a number nor a day',
      'readers have no field “shoe”',
    ])
      expect(partly).toContain(fault);
    const everybody = await desk.request('http://127.0.0.1/readers/export', {
      method: 'POST',
      headers: { cookie, host: '127.0.0.1' },
      body: new URLSearchParams({ token, where: 'size above many' }),
    });
    expect(everybody.status).toBe(400);
    await act('/readers/segments', { name: 'Large', where: 'size above 10' });
    const [segment] = await room.newsroom.press.store.segments();
    expect(JSON.parse(segment?.rule ?? '')).toEqual({ where: ['size above 10'] });
    const kept = await (
      await desk.request(`http://127.0.0.1/readers/list?segment=${segment?.id}`, { headers: { host: '127.0.0.1' } })
    ).text();
    expect(kept).toContain('1 reader');
  });

  it('are filled into the editor’s note when a reader’s message is written, and nowhere for others', async () => {
    const { newsroom, desk } = room;
    const { store } = newsroom.press;
    const later = aWeekLater(newsroom, (topic) => `${topic} a week on`);
    const { slot } = later;
    const query = { newsletter: 'weekly', at: slot };
    const by = { author: 'ed', reason: '', expectedVersion: 0, partly: true };
    const keep = (intro: string) => desk.override(query, { kind: 'edition', intro, about: 'everyone' }, by);
    await expect(keep('Dear {nmae|reader},')).rejects.toThrow('{nmae|reader} in the note is no field of readers');
    await expect(keep('Dear {Name | reader},')).rejects.toThrow('{Name | reader} in the note would be printed as it stands');
    await expect(keep('{name|you} '.repeat(21))).rejects.toThrow('The note fills in 21 values');
    await keep('Dear {name|reader}, {so it goes}: {shoe}.');
    await store.setFields((await account('ada@reader.example'))?.subscriberId ?? 0, { name: 'Ada & <b>Co</b>' }, newsroom.press.now());
    const preview = await desk.preview({ ...query, reader: 'ada@reader.example' });
    expect(preview.mail?.rendered.text).toContain('Dear Ada & <b>Co</b>, {so it goes}: {shoe}.');
    expect(preview.notes.join()).toContain('says {shoe}, which is no field');
    expect((await desk.preview(query)).mail?.rendered.text).toContain('Dear reader, {so it goes}');
    const newsletter = await later.deliver();
    const edition = await store.findEdition('weekly', slot);
    expect(edition?.state).toBe('finished');
    const mails = (await newsroom.mails()).filter(({ subject }) => subject.includes('a week on'));
    const to = (address: string) => mails.find((mail) => mail.to === address);
    expect(to('ada@reader.example')?.text).toContain('Dear Ada & <b>Co</b>,');
    expect(to('ada@reader.example')?.html).toContain('Dear Ada &amp; &lt;b&gt;Co&lt;/b&gt;,');
    expect(to('bea@reader.example')?.text).toContain('Dear reader,');
    const view = /\/v\/[\w-]{40}/.exec(to('ada@reader.example')?.html ?? '')?.[0] ?? '';
    expect(await (await newsroom.request(view)).text()).toContain('Dear Ada &amp; &lt;b&gt;Co&lt;/b&gt;,');
    expect(await (await newsroom.request('/archive/weekly/2')).text()).toContain('Dear reader,');
    const verified = await verifyEdition(
      newsroom.press,
      newsletter,
      edition as EditionRecord,
      await newsroom.press.readContent(['articles']),
    );
    expect(verified).toMatchObject({ result: 'same' });
  });
});
