/** The first `courant.config.ts` and `.env` of a newsletter. */
import { slugOf } from '../../../content/feeds/keeping/file-name.ts';
import type { InitAnswers, InitSource } from '../../../doors/cli/contract/init-app.ts';
import { placeholders } from '../../../press/newsletter/placeholders.ts';

/** As TypeScript writes it. */
const text = (value: string): string => `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
const list = (values: readonly string[]): string => `[${values.map(text).join(', ')}]`;

export function firstConfig({ name, sender, postalAddress, topics, schedule, source }: InitAnswers): string {
  const own = sender ?? placeholders.sender;
  const toDo =
    sender === null || postalAddress === null
      ? '      // Yours, before anything is sent: until then mail goes into the outbox only.\n'
      : '';
  return `// Every field is explained in docs/config.md of the package.
import { defineConfig } from 'courant';

export default defineConfig({
  content: [${contentEntry(source)}],
  newsletters: [
    {
      id: ${text(slugOf(name, 40) || 'newsletter')},
      name: ${text(name)},
${toDo}      sender: { name: ${text(name)}, address: ${text(own)} },
      postalAddress: ${text(postalAddress ?? placeholders.postalAddress)},
      topics: ${list(topics)},
      schedule: { cron: ${text(schedule.cron)}, zone: ${text(schedule.zone)} },
${schedule.window === null ? '' : `      window: ${text(schedule.window)},\n`}      selection: { minStories: 1 },
    },
  ],
  // Readers of a first run: courant start writes to them, into .courant/outbox, and to nobody else.
  demoReaders: [{ address: 'you@example.com', topics: ${list(topics)} }],
});
`;
}

function contentEntry(source: InitSource): string {
  if (source.kind === 'folder') return text(source.folder);
  if (source.kind === 'preset') return `{ folder: ${text(source.folder)}, preset: ${text(source.preset)}, baseUrl: ${text(source.site)} }`;
  return text('content');
}

/** In a `.env` file, between single quotes nothing is special but they themselves. */
const variable = (name: string, value: string): string =>
  /^[\w.:/@%?=&+,-]*$/.test(value) ? `${name}=${value}` : value.includes("'") ? `${name}="${value}"` : `${name}='${value}'`;

export const firstEnvironment = ({
  smtpUrl,
  baseUrl,
}: Pick<
  InitAnswers,
  'smtpUrl' | 'baseUrl'
>): string => `# Read by courant, beside courant.config.ts. Every variable is explained in .env.example of the package.
# Secrets may lie in files of their own instead: SMTP_URL_FILE=/run/secrets/smtp-url, and so on.

# Where reader pages (unsubscribe, pictures) are reached from outside: https, and needed before the first real send.
${baseUrl === null ? '# BASE_URL=https://news.example.com' : variable('BASE_URL', baseUrl)}

# The mail server. Not set: mail goes into .courant/outbox and reaches nobody.
${smtpUrl === null ? '# SMTP_URL=smtp://user:password@mail.example.com:587' : variable('SMTP_URL', smtpUrl)}
`;
