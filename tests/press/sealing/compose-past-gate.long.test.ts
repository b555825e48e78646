import { afterEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.ts';
import type { Newsletter } from '../../../src/press/newsletter/newsletter.ts';
import { contentFoldersOf, newsletterRequest } from '../../../src/press/planning/resolve-request.ts';
import { type Selection, selectEdition } from '../../../src/press/planning/select-edition.ts';
import { composePastGate } from '../../../src/press/sealing/compose-past-gate.ts';
import { readersChoice } from '../../../src/press/sealing/reader-choice.ts';
import { type DeskNewsroomUnderTest, openNewsroom } from '../../doors/desk/newsroom.ts';
import { articleText, newsletterInput, type ProjectFolder, projectFolder } from '../../project-folder.ts';
import { slippingTheme, soundTheme, themeSlippingOn } from '../../slipping-theme.ts';

let folder: ProjectFolder | null = null;
let room: DeskNewsroomUnderTest | null = null;
afterEach(async () => {
  folder?.remove();
  await room?.close();
  [folder, room] = [null, null];
});

const slot = '2026-11-21T08:00:00Z';
const https = { BASE_URL: 'https://news.courant.example' };
const titles = [
  'Reservoirs are full again',
  'A comet nobody expected',
  'The tram opens a month early',
  'Nine bids for the wind',
  'Seagrass doubles',
];

/** A newsroom with one reader, a theme of its own, and these headlines, each of an outlet of its own. */
async function newsroom(theme: string, articles: readonly Readonly<Record<string, string>>[]): Promise<void> {
  folder = projectFolder({ newsletters: [{ ...newsletterInput, theme: 'ours.mjml', selection: { minStories: 1, perTopic: 20 } }] });
  folder.write('ours.mjml', theme);
  for (const [at, fields] of articles.entries()) {
    const provider = `{ name: Outlet ${at}, domain: outlet-${at}.example }`;
    const article = { webUrl: `"https://outlet-${at}.example/a"`, topics: '[Climate]', provider, ...fields };
    folder.write(`articles/${at}.md`, articleText(article));
  }
  await run(['subscribers', 'add', 'weekly', 'ada@reader.example', '--topics', 'Climate']);
}

const headlines = (words: readonly string[]) => words.map((title) => ({ title: JSON.stringify(title) }));
const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => (folder as ProjectFolder).run(args, env);
const send = async () => await run(['send', 'weekly', '--at', slot], https);
const mailToAda = () =>
  (folder as ProjectFolder)
    .outbox()
    .map((file) => (folder as ProjectFolder).readOutbox(file))
    .find((mail) => mail.includes('To: ada@reader.example')) ?? '';

describe('an edition of healthy articles', () => {
  const padding = ['\u3164', '\u034f', '\u115f', '\u1160', '\u17b4', '\u17b5', '\u2800', '\uffa0'];
  const excerpts = [
    'Register at https://fair.example/ today; the list is at https://fair.example/ too.',
    ...padding.map((filler) => `One filler ${filler}stands${filler} here.`),
    'The tag <IMG SRC= was never closed, says one.',
    'And the other says that five > four.',
  ];
  const stories = [
    '한글 \u3164채움',
    'Why undefined is not a function, and NaN is not NaN, told by those who wrote the first engine',
    'وَصَلَتِ العَبَّارَةُ إِلَى المِينَاءِ القَدِيمِ بَعْدَ أَحَدَ عَشَرَ عَامًا مِنَ الِانْتِظَارِ الطَّوِيلِ',
    ...padding.map((filler, at) => `Story ${at} has ${filler} in it`),
  ].map((title, at) => ({ title: JSON.stringify(title), excerpt: JSON.stringify(excerpts[at]) }));

  it('goes out, whatever their words look like', async () => {
    await newsroom(soundTheme, stories);
    const built = await run(['build', 'weekly', '--at', slot, '--out', 'out'], https);
    expect(built).toMatchObject({ code: 0, out: expect.stringContaining('Lint: nothing found') });
    expect(await send()).toMatchObject({ code: 0 });
    expect(mailToAda()).toContain('To: ada@reader.example');
  }, 120_000);

  it('is mended where it is read, and `check` says so', async () => {
    await newsroom(soundTheme, stories);
    const { code, out } = await run(['check']);
    expect(code).toBe(0);
    expect(out).toContain('한글 \\u{3164}채움');
    expect(out.match(/invisible-characters\]/g)?.length).toBeGreaterThanOrEqual(2 * padding.length);
  }, 120_000);
});

describe('a theme with links of its own', () => {
  it('passes: a logo that leads home, a row of other places, an archive', async () => {
    const own = ['https://harbour.example/', 'https://social.example/@harbour', 'https://harbour.example/archive'];
    const row = own.map((href, at) => `<a href="${href}" style="color:#1f1f1f;text-decoration:underline">Our place ${at}</a>`).join(' · ');
    await newsroom(
      soundTheme.replace(
        '{{ edition.masthead.storyCount }}</p>',
        `{{ edition.masthead.storyCount }}</p><p style="margin:0;color:#1f1f1f;background-color:#ffffff">${row}</p>`,
      ),
      headlines(titles),
    );
    const built = await run(['build', 'weekly', '--at', slot, '--out', 'out', '--json'], https);
    expect(JSON.parse(built.out).lint.errors).toBe(0);
    expect(await send()).toMatchObject({ code: 0 });
  }, 120_000);
});

describe('a story that sets off the gate where no other does', () => {
  it('is left out by name, the edition goes without it, and a replay leaves out the same', async () => {
    await newsroom(themeSlippingOn('comet'), headlines(titles));
    const built = await run(['build', 'weekly', '--at', slot, '--out', 'out'], https);
    expect(built.code).toBe(0);
    expect(built.out).toContain('the edition goes without the story "A comet nobody expected"');
    const sent = await send();
    expect(sent.code).toBe(0);
    expect(sent.out).toContain('story left out, or the gate would stop the edition: "A comet nobody expected" (leftover-values:');
    expect(mailToAda()).toContain('tram opens');
    expect(mailToAda()).not.toContain('comet');
    expect(await run(['editions', 'verify', 'weekly:1'], https)).toMatchObject({ code: 0 });
  }, 120_000);

  it('is not left out of what an editor approved: that goes out as it stands, or waits', async () => {
    room = await openNewsroom({ newsletter: { theme: 'ours.mjml' } });
    const { press } = room;
    room.folder.write('ours.mjml', themeSlippingOn('aurora'));
    const config = await loadConfig({ file: `${room.folder.path}/courant.config.js`, fresh: true });
    const newsletter = config.newsletters[0] as Newsletter;
    const { articles } = await press.readContent(contentFoldersOf(config, newsletter, {}));
    const request = newsletterRequest(newsletter, new Date(slot));
    const compose = (approval: 'none' | 'required') => {
      const wanted = { ...newsletter, approval };
      const wish = { newsletter: wanted, number: 1, baseUrl: press.baseUrl, request, articles };
      // One reader, who follows everything.
      const survey = async (selection: Selection) => {
        const digest = readersChoice(wanted, selection)(newsletter.topics, []);
        const stories = new Map(digest.sections.flatMap((section) => section.stories.map((each) => [each.story.id, each] as const)));
        return { stories, sample: [{ digest, profile: { topics: newsletter.topics, sentDigests: [] } }], distinct: 1 };
      };
      return composePastGate({ press, tools: press, survey }, wish, { selection: selectEdition(articles, request), composed: null });
    };
    expect((await compose('none')).notes).toEqual([
      expect.stringMatching(/^story left out, or the gate would stop the edition: ".*aurora/),
    ]);
    await expect(compose('required')).rejects.toMatchObject({ code: 'lint-blocked' });
  }, 120_000);

  it('is not given up for a slip of the theme: that stops the edition as before', async () => {
    await newsroom(slippingTheme, headlines(titles));
    expect(await send()).toMatchObject({ code: 5, err: expect.stringContaining('For the theme author: Find the value in the theme') });
    expect(mailToAda()).toBe('');
  }, 120_000);
});
