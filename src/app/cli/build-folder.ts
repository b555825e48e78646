import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { BuildReport } from '../../press/composing/preview-mail.ts';
import { adHocNewsletter, type Newsletter } from '../../press/newsletter/newsletter.ts';
import { contentFoldersOf, type SelectionOptions } from '../../press/planning/resolve-request.ts';
import { composingTools } from '../open/composing-tools.ts';
import type { Opened } from '../open/opened.ts';
import { storeIfThere } from '../open/store.ts';
import { resolveSelection } from './resolve-selection.ts';

/** What a slot would send, as files of a folder: its page shows its pictures wherever it is opened. */
export async function buildFolder(config: Config, opened: Opened, options: SelectionOptions, out: string): Promise<BuildReport> {
  const { newsletter, content, request, note, told, when } = await resolveSelection(config, opened, options);
  const [{ previewMail }, { planJson }, { writeFolder }] = await Promise.all([
    import('../../press/composing/preview-mail.ts'),
    import('../../press/planning/plan-json.ts'),
    import('../../io/files/write-folder.ts'),
  ]);
  const preview = await previewMail(
    await composingTools(config, contentFoldersOf(config, newsletter, options)),
    newsletter ?? adHocNewsletter(request.topics),
    newsletter === null ? 1 : await numberOf(config, opened, newsletter, request.slot),
    request,
    content,
    told,
  );
  const verdict = await preview.lint();
  const page = await withPictures(config, preview.rendered.html);
  const files = {
    'lint.json': `${JSON.stringify(verdict, null, 2)}\n`,
    'digest.html': page.html,
    'digest.txt': preview.rendered.text,
    'message.eml': preview.mime,
    'plan.json': `${JSON.stringify(planJson(preview.plan), null, 2)}\n`,
  };
  writeFolder(out, files);
  const pictures = Object.keys(page.pictures);
  if (pictures.length > 0) writeFolder(join(out, 'media'), page.pictures);
  return {
    ...preview,
    out,
    files: [...Object.keys(files), ...pictures.map((name) => `media/${name}`)],
    subject: preview.rendered.subject,
    verdict,
    note,
    when,
    faults: content.faults,
  };
}

/** The edition's, if it is begun; else the next. */
async function numberOf(config: Config, opened: Opened, { id }: Newsletter, slot: Date): Promise<number> {
  const store = await storeIfThere(config, opened);
  if (store === null) return 1;
  const edition = await store.findEdition(id, slot);
  return edition?.number ?? (await store.nextNumber(id));
}

/** Pictures stand beside the page and are named from there: those of readers' mails are served under an address nothing may answer to yet. */
async function withPictures(
  config: Config,
  html: string,
): Promise<{ readonly html: string; readonly pictures: Readonly<Record<string, Uint8Array>> }> {
  const { readMedia } = await import('../../io/pictures/media-file.ts');
  const pictures: Record<string, Uint8Array> = {};
  let page = html;
  for (const base of new Set([`${config.baseUrl}/media/`, ...(config.media ? [`${config.media.publicUrl}/`] : [])])) {
    for (const [address, name = ''] of html.matchAll(new RegExp(`${RegExp.escape(base)}([\\w-]+\\.(?:png|jpe?g))`, 'g'))) {
      const file = await readMedia(join(config.stateFolder, 'media'), name);
      if (file === null) continue;
      pictures[name] = file.bytes;
      page = page.replaceAll(address, `media/${name}`);
    }
  }
  return { html: page, pictures };
}
