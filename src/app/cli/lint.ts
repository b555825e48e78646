/** The composition root's part for the gate: what `courant lint` may be pointed at. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Config } from '../../config/config.ts';
import type { App } from '../../doors/cli/contract/app.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { newsletterNamed } from '../../press/newsletter/find-newsletter.ts';
import { adHocNewsletter } from '../../press/newsletter/newsletter.ts';
import { editionNamed } from '../../press/planning/find-edition.ts';
import { contentFoldersOf } from '../../press/planning/resolve-request.ts';
import type { Press } from '../../press/ports/press.ts';
import { composingTools } from '../open/composing-tools.ts';
import type { Opened } from '../open/opened.ts';
import { resolveSelection } from './resolve-selection.ts';

type LintOptions = Parameters<App['lint']>[1];

export const lintApp = (config: Config, opened: Opened, press: () => Promise<Press>): Pick<App, 'lint'> => ({
  async lint(target, options) {
    if (target !== undefined && /\.eml$/i.test(target)) return await file(config, target, options);
    if (target !== undefined && /^(?:[a-z0-9-]+:)?\d+$/.test(target)) return await sealed(config, await press(), target);
    return await next(config, opened, target, options);
  },
});

async function file(config: Config, path: string, { kind }: LintOptions) {
  if (!existsSync(path))
    throw new CourantError('file-missing', `There is no file ${path}.`, { help: 'Name an .eml file, an edition or a newsletter.' });
  const [{ lintFile }, tools] = await Promise.all([import('../../press/composing/lint-digest.ts'), composingTools(config, config.content)]);
  const bytes = await readFile(path);
  const { headers } = await tools.messages.read(bytes);
  const list = headers.find(({ name }) => name.toLowerCase() === 'list-id')?.value ?? '';
  // A message of one of our newsletters is judged as that newsletter is.
  const newsletter = config.newsletters.find(({ id }) => list.includes(`<${id}.`)) ?? null;
  const subject = headers.find(({ name }) => name.toLowerCase() === 'subject')?.value ?? null;
  return { target: path, subject, verdict: await lintFile(tools, bytes, { kind, newsletter }), looked: null };
}

async function sealed(config: Config, press: Press, target: string) {
  const { lintSealed } = await import('../../press/composing/lint-target.ts');
  const edition = await editionNamed(press.store, config.newsletters, target);
  return await lintSealed(press, newsletterNamed(config.newsletters, edition.newsletter), edition);
}

async function next(config: Config, opened: Opened, target: string | undefined, { at }: LintOptions) {
  const { newsletter, content, request } = await resolveSelection(config, opened, { newsletter: target, at });
  const { previewMail } = await import('../../press/composing/preview-mail.ts');
  const tools = await composingTools(config, contentFoldersOf(config, newsletter, {}));
  const preview = await previewMail(tools, newsletter ?? adHocNewsletter(request.topics), 1, request, content, []);
  return {
    target: `${newsletter?.id ?? 'ad hoc'} at ${request.slot.toISOString()}`,
    subject: preview.rendered.subject,
    verdict: await preview.lint(),
    looked: null,
  };
}
