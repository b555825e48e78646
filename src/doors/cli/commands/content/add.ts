import { Command } from 'commander';
import type { ArticleDraft } from '../../../../content/feeds/keeping/draft-article.ts';
import { CourantError } from '../../../../errors/courant-error.ts';
import { print, printJson, styled } from '../../output/terminal.ts';
import { exitCodes, type Run } from '../run.ts';

type Flags = { title?: string; excerpt?: string; topics?: string; quality?: string; dryRun?: boolean; json?: boolean };

export const addCommand = (run: Run): Command =>
  new Command('add')
    .description('keep a page of the web as an article, as the page describes itself')
    .argument('<address>')
    .option('--title <title>', 'instead of the page’s')
    .option('--excerpt <excerpt>', 'instead of the page’s')
    .option('--topics <topics>', 'as in "Climate,Space"')
    .option('--quality <number>', '0 to 189')
    .option('--dry-run', 'show it, and keep nothing')
    .option('--json', 'print JSON')
    .action((address: string, flags: Flags) =>
      run(async (app) => {
        const topics = (flags.topics ?? '').split(',').flatMap((topic) => topic.trim() || []);
        const wishes = { title: flags.title, excerpt: flags.excerpt, topics, quality: qualityOf(flags.quality) };
        const { draft, file } = await app.contentIn.addArticle(address, wishes, flags.dryRun ?? false);
        if (flags.json) printJson(draftJson(draft, file));
        else print(draftText(draft, file));
        return exitCodes.done;
      }),
    );

function qualityOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const quality = Number(text);
  if (/^\d{1,3}$/.test(text) && quality <= 189) return quality;
  throw new CourantError('option-invalid', `--quality: "${text}" is not a number from 0 to 189`);
}

function draftText(
  { title, excerpt, url, provider, publishedAt, topics, pictures, type, quality }: ArticleDraft,
  file: string | null,
): string {
  return [
    styled('bold', title),
    url,
    ...(excerpt === null ? ['no excerpt: the page gives none'] : [excerpt]),
    `${provider.name} (${provider.domain}), ${publishedAt === null ? 'no date: dated by now' : publishedAt.toISOString()}, ${type}`,
    `picture: ${pictures[0]?.url ?? 'none'}`,
    `topics: ${topics.length === 0 ? 'none; give some with --topics' : topics.map(({ topic, because }) => `${topic} (${because})`).join(', ')}`,
    `quality: ${quality.value} (${quality.because})`,
    ...(file === null ? ['Nothing was kept: this was a dry run.'] : ['', `Kept as ${file}.`]),
  ].join('\n');
}

const draftJson = (
  { title, excerpt, url, provider, publishedAt, topics, pictures, type, quality, author }: ArticleDraft,
  file: string | null,
) => ({
  file,
  title,
  excerpt,
  url,
  type,
  provider,
  author,
  publishedDateTime: publishedAt?.toISOString() ?? null,
  topics,
  quality: { value: quality.value, because: quality.because },
  images: pictures,
});
