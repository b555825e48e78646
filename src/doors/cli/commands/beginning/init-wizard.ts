/** `courant init` at a terminal: asks for what no flag has said. */
import * as clack from '@clack/prompts';
import { presetNames } from '../../../../content/foreign/mapping.ts';
import { CourantError } from '../../../../errors/courant-error.ts';
import { faultOf, type InitFlags } from './init-answers.ts';
import { schedules } from './schedules.ts';

type Asked = { readonly name: string; readonly flags: InitFlags };

/** @throws CourantError `cancelled` when whoever is asked leaves (Ctrl-C, Esc); nothing was written then */
export async function askFor(given: { readonly name: string | undefined; readonly flags: InitFlags }, machineZone: string): Promise<Asked> {
  const { flags } = given;
  clack.intro('A newsletter of your own. Every answer can be changed later, in courant.config.ts and .env.');
  const name = given.name ?? (await line('What is it called?', { placeholder: 'The Harbour Weekly', fault: faultOf.name }));
  const sender =
    flags.sender ??
    (await optional('From which address will it come? (Enter: later; nothing is sent before)', {
      placeholder: 'editors@your-domain',
      fault: faultOf.sender,
    }));
  const postal =
    flags.postal ?? (await optional('Your postal address, which the law asks for in every mail (Enter: later)', { fault: faultOf.postal }));
  const topics = flags.topics ?? (await line('Which topics can readers follow? Commas between.', { usual: 'News', fault: faultOf.topics }));
  const schedule = flags.schedule ?? (await scheduleAsked(flags.zone ?? machineZone));
  const source = flags.feeds || flags.content ? {} : await sourceAsked();
  const smtp =
    flags.smtp ??
    (await optional('The mail server (Enter: later; until then mail goes into a folder)', {
      placeholder: 'smtp://user:password@mail.example.com:587',
      fault: faultOf.smtp,
    }));
  const baseUrl =
    flags.baseUrl ??
    (smtp === undefined
      ? undefined
      : await optional('Where will readers reach its pages from outside? (Enter: later)', {
          placeholder: 'https://news.example.com',
          fault: faultOf.address,
        }));
  clack.outro('Thank you. Writing it down ...');
  const asked = { sender, postal, topics, schedule, smtp, baseUrl };
  return { name, flags: { ...flags, ...source, ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) } };
}

async function scheduleAsked(zone: string): Promise<string> {
  const options = Object.entries(schedules).map(([value, { words }]) => ({ value, label: value, hint: `${words}, ${zone}` }));
  const chosen = await answered(
    clack.select({ message: 'How often does it come?', options: [...options, { value: '', label: 'by a cron expression' }] }),
  );
  return chosen || (await line('The cron expression', { usual: schedules.weekly.cron, fault: (text) => faultOf.schedule(text, zone) }));
}

async function sourceAsked(): Promise<Pick<InitFlags, 'feeds' | 'content' | 'preset' | 'site'>> {
  const options = [
    { value: 'own', label: 'I write them', hint: 'two to begin with are put into content/' },
    { value: 'feeds', label: 'From feeds', hint: 'RSS, Atom, JSON Feed; the address of a site will do' },
    { value: 'folder', label: 'From a folder', hint: 'article files that are there already' },
    { value: 'preset', label: 'From a site of another program', hint: presetNames.join(', ') },
  ];
  const kind = await answered(clack.select({ message: 'Where do its articles come from?', options }));
  if (kind === 'own') return {};
  if (kind === 'feeds') {
    const addresses = await line('Which sites or feeds? Blanks between.', {
      placeholder: 'https://example.com/ https://example.org/feed.xml',
      fault: (text) =>
        addressesIn(text).map(faultOf.address).find(Boolean) ?? (addressesIn(text).length > 0 ? undefined : 'Name at least one.'),
    });
    return { feeds: addressesIn(addresses) };
  }
  const content = await line('Which folder?', { usual: 'content', fault: faultOf.folder });
  if (kind === 'folder') return { content };
  const preset = await answered(
    clack.select({ message: 'Which program?', options: presetNames.map((value) => ({ value, label: value })) }),
  );
  return {
    content,
    preset,
    site: await line('The address of its site', { placeholder: 'https://blog.example.com', fault: faultOf.address }),
  };
}

const addressesIn = (text: string): readonly string[] => text.split(/[\s,]+/).filter(Boolean);

type Question = { readonly placeholder?: string; readonly usual?: string; readonly fault: (text: string) => string | undefined };

const line = async (message: string, { placeholder, usual, fault }: Question): Promise<string> =>
  await answered(
    clack.text({
      message,
      ...(placeholder === undefined ? {} : { placeholder }),
      ...(usual === undefined ? {} : { placeholder: usual, defaultValue: usual }),
      validate: (text) => (usual !== undefined && !text ? undefined : fault(text ?? '')),
    }),
  );

async function optional(message: string, { placeholder, fault }: Question): Promise<string | undefined> {
  const text = await answered(
    clack.text({ message, ...(placeholder === undefined ? {} : { placeholder }), validate: (value) => (value ? fault(value) : undefined) }),
  );
  return text || undefined;
}

async function answered<Answer>(asked: Promise<Answer>): Promise<Exclude<Answer, symbol>> {
  const value = await asked;
  if (!clack.isCancel(value)) return value as Exclude<Answer, symbol>;
  throw new CourantError('cancelled', 'Left before the end; nothing was written.');
}
