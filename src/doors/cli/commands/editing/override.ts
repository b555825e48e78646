import { Command } from 'commander';
import { CourantError } from '../../../../errors/courant-error.ts';
import type { OverrideIntent } from '../../../../press/editing/override-intent.ts';
import type { OverrideOptions } from '../../contract/editing-app.ts';
import { print, printJson } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

/** What help needs not: it knows every kind of override, and so the library that checks them. */
const texts = () => import('./override-text.ts');

type Flags = OverrideOptions & { readonly json?: boolean };

export const overrideCommand = (run: Run): Command => {
  const command = new Command('override').description(
    "keep an editor's wish: pin, drop, reorder, reword, merge, split or add stories, put one on the front, order sections, mute an outlet. A <story> is its id, an address or a file",
  );
  for (const { words, about, options, intent } of kinds) {
    const kind = withAuthor(new Command(words[0]).description(about));
    for (const argument of words.slice(1)) kind.argument(argument);
    for (const [flag, description] of options) kind.option(flag, description);
    kind.action((newsletter: string, ...rest: readonly unknown[]) => {
      const flags = kind.opts<Flags & Given>();
      const values = rest.slice(0, -2) as (string | readonly string[])[];
      return run(async (app) => {
        const { overrideDoneText, overrideJson } = await texts();
        const done = await app.override(newsletter, intent(values, flags), flags);
        if (flags.json) printJson({ version: done.version, override: overrideJson(done.record), moved: done.moved, reach: done.reach });
        else
          print(
            overrideDoneText(done),
            ...(done.reach === null ? [] : [done.reach]),
            ...(done.moved.length === 0 ? ['Nothing moved.'] : done.moved.map((words) => `  ${words}`)),
          );
        return exitCodes.done;
      });
    });
    command.addCommand(kind);
  }
  return command.addCommand(undoCommand(run)).addCommand(listCommand(run));
};

type Given = Readonly<Record<Exclude<string, 'for'>, string | undefined>> & { readonly excerpt?: string | false } & {
  readonly for?: readonly string[];
  readonly forEveryone?: boolean;
};
type Kind = {
  /** The kind, then its arguments. */
  readonly words: readonly [string, ...string[]];
  readonly about: string;
  readonly options: readonly (readonly [string, string])[];
  readonly intent: (values: readonly (string | readonly string[])[], flags: Given) => OverrideIntent;
};

const one = (values: readonly (string | readonly string[])[], at = 0) => String(values[at] ?? '');
const many = (values: readonly (string | readonly string[])[], at: number) => (values[at] ?? []) as readonly string[];
const wantsWhole = (word: unknown): boolean => {
  if (word === 'full' || word === 'excerpt') return word === 'full';
  throw new CourantError('option-invalid', `"${String(word)}" is neither "full" nor "excerpt".`, {
    help: 'Write: courant override text <newsletter> <story> excerpt',
  });
};

const position = ['--position <n>', 'its place in the section, 1 for the first'] as const;

const kinds: readonly Kind[] = [
  {
    words: ['pin', '<newsletter>', '<story>'],
    about: 'have a story in',
    options: [['--topic <topic>', 'the section (default: the first of its topics a reader follows)'], position],
    intent: (values, { topic, position }) => ({ kind: 'pin', story: one(values), topic, position }),
  },
  {
    words: ['drop', '<newsletter>', '<story>'],
    about: 'leave a story out',
    options: [],
    intent: (values) => ({ kind: 'drop', story: one(values) }),
  },
  {
    words: ['front', '<newsletter>', '<story>'],
    about: 'let a story lead the edition, wherever its section stands; readers without it get their best story first',
    options: [],
    intent: (values) => ({ kind: 'front', story: one(values) }),
  },
  {
    words: ['sections', '<newsletter>', '<topics...>'],
    about: 'put these sections first, in this order',
    options: [],
    intent: (values) => ({ kind: 'sections', topics: many(values, 0) }),
  },
  {
    words: ['mute', '<newsletter>', '<outlet>'],
    about: 'leave an outlet out altogether: its domain, its name, or a page of it (--slot every: of all editions)',
    options: [],
    intent: (values) => ({ kind: 'mute', outlet: one(values) }),
  },
  {
    words: ['reorder', '<newsletter>', '<topic>', '<stories...>'],
    about: 'put stories of a section first, in this order',
    options: [],
    intent: (values) => ({ kind: 'reorder', topic: one(values), stories: many(values, 1) }),
  },
  {
    words: ['reword', '<newsletter>', '<story>'],
    about: 'give a story another title or excerpt',
    options: [
      ['--title <text>', 'title shown'],
      ['--excerpt <text>', 'excerpt shown'],
      ['--no-excerpt', 'show no excerpt'],
    ],
    intent: (values, { title, excerpt }) => ({
      kind: 'reword',
      story: one(values),
      title,
      excerpt: excerpt === false ? null : typeof excerpt === 'string' ? excerpt : undefined,
    }),
  },
  {
    words: ['edition', '<newsletter>'],
    about: 'word the subject, the preheader or the opening of the edition',
    options: [
      ['--subject <text>', 'subject line'],
      [
        '--second-subject <text>',
        'another one, tried on half of the readers who have all that both speak of (courant insight tells how they did)',
      ],
      ['--preheader <text>', 'what mail lists show after the subject'],
      ['--intro <text>', 'opening words; an empty line starts a paragraph'],
      [
        '--for <story...>',
        'what these words speak of: readers without it get the automatic ones (default: what subject and preheader name)',
      ],
      ['--for-everyone', 'they speak to every reader, whatever they name'],
    ],
    intent: (_values, { subject, secondSubject, preheader, intro, for: about, forEveryone }) => ({
      kind: 'edition',
      subject,
      secondSubject,
      preheader,
      intro,
      about: forEveryone ? 'everyone' : about,
    }),
  },
  {
    words: ['picture', '<newsletter>', '<story>'],
    about: "choose which of a story's pictures is shown, and what of it stays in view",
    options: [
      ['--url <url>', "address of one of the story's pictures"],
      ['--none', 'show no picture'],
      ['--focus <x,y>', 'where its subject is, as in 0.5,0.2: shares of width and height from the upper left'],
    ],
    intent: (values, { url, none, focus }) => ({ kind: 'picture', story: one(values), url: none ? null : url, focus }),
  },
  {
    words: ['text', '<newsletter>', '<story>', '<full-or-excerpt>'],
    about: 'tell a story whose article carries its whole text by that, or by its excerpt',
    options: [],
    intent: (values) => ({ kind: 'text', story: one(values), whole: wantsWhole(values[1]) }),
  },
  {
    words: ['lead', '<newsletter>', '<coverage>'],
    about: 'let this coverage lead its story: its address or file',
    options: [],
    intent: (values) => ({ kind: 'lead', coverage: one(values) }),
  },
  {
    words: ['merge', '<newsletter>', '<story>', '<others...>'],
    about: 'tell several stories as one, led by the first',
    options: [],
    intent: (values) => ({ kind: 'merge', story: one(values), others: many(values, 1) }),
  },
  {
    words: ['split', '<newsletter>', '<story>', '<coverages...>'],
    about: 'make these coverages a story of their own',
    options: [],
    intent: (values) => ({ kind: 'split', story: one(values), coverages: many(values, 1) }),
  },
  {
    words: ['add', '<newsletter>', '<url>'],
    about: 'add a story by hand; what an article of this address says need not be given',
    options: [
      ['--topic <topic>', 'the section it goes to (needed)'],
      position,
      ['--title <text>', 'title'],
      ['--excerpt <text>', 'excerpt'],
      ['--outlet <name>', 'who published it (default: its domain)'],
      ['--published <instant>', 'when (default: now)'],
      ['--quality <n>', 'quality (default: 100)'],
      ['--image <url>', 'picture'],
    ],
    intent: (values, { topic, position, title, excerpt, outlet, published, quality, image }) => ({
      kind: 'add',
      url: one(values),
      topic: topic ?? '',
      position,
      title,
      excerpt: typeof excerpt === 'string' ? excerpt : undefined,
      outlet,
      published,
      quality,
      image,
    }),
  },
];

const withAuthor = (command: Command): Command =>
  command
    .option('--by <name>', 'who asks for it (default: your name as git knows it, else your account)')
    .option('--reason <text>', 'why')
    .option('--slot <instant>', 'the slot it is for, or "every" (default: the slot `courant plan` shows)')
    .option('--expires <instant>', 'slots after this are not touched')
    .option('--expect <version>', 'refuse when somebody changed the overrides since this version')
    .option('--yes', 'keep words that not every reader gets')
    .option('--json', 'print JSON');

const undoCommand = (run: Run): Command =>
  new Command('undo')
    .description('take an override back; it stays in the history')
    .argument('<newsletter>')
    .argument('<id>', 'as `courant override list` shows it')
    .option('--by <name>', 'who takes it back (default: your name as git knows it, else your account)')
    .option('--expect <version>', 'refuse when somebody changed the overrides since this version')
    .option('--json', 'print JSON')
    .action((newsletter: string, id: string, flags: Flags) =>
      run(async (app) => {
        const { overrideDoneText, overrideJson } = await texts();
        const done = await app.undoOverride(newsletter, id, flags);
        if (flags.json) printJson({ version: done.version, override: overrideJson(done.record) });
        else print(overrideDoneText(done));
        return exitCodes.done;
      }),
    );

const listCommand = (run: Run): Command =>
  new Command('list')
    .description('list the overrides of a newsletter with their history')
    .argument('<newsletter>')
    .option('--slot <instant>', 'those that concern this slot (default: all)')
    .option('--json', 'print JSON')
    .action((newsletter: string, flags: { slot?: string; json?: boolean }) =>
      run(async (app) => {
        const { overrideJson, overrideListText } = await texts();
        const { version, overrides } = await app.overrides(newsletter, flags.slot);
        if (flags.json) printJson({ version, overrides: overrides.map((one) => ({ ...overrideJson(one), state: one.state })) });
        else print(overrideListText({ version, overrides }));
        return exitCodes.done;
      }),
    );
