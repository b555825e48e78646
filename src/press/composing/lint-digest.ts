import { assemble } from '../../composition/blocks/assemble.ts';
import { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import type { EditionHeading } from '../../composition/edition.ts';
import { usualClients } from '../../composition/lint/checks/client-checks.ts';
import { expectedDigest } from '../../composition/lint/expected-digest.ts';
import type { Finding } from '../../composition/lint/finding.ts';
import { judge, type Verdict } from '../../composition/lint/gate.ts';
import { lintMessage } from '../../composition/lint/lint-message.ts';
import type { FinalMessage, LintContext } from '../../composition/lint/linted-mail.ts';
import { wantsThemePlace, withThemePlaces } from '../../composition/lint/theme-places.ts';
import { unlined } from '../../composition/themes/own/theme-lines.ts';
import { slots } from '../../composition/views/slots.ts';
import type { Digest } from '../../selection/choosing/digest.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Press } from '../ports/press.ts';
import type { Again, ComposedDigest, Lined } from './compose-digests.ts';
import { editionMail } from './edition-message.ts';

/** The address linted messages are made out to; it cannot receive mail (RFC 2606). */
const nobody = 'reader@example.invalid';

export type LintTools = Pick<Press, 'messages' | 'baseUrl' | 'measurePictures'>;

/** An edition as far as the gate needs it. */
export type LintedEdition = {
  readonly newsletter: Newsletter;
  readonly heading: EditionHeading;
  readonly compiled: CompiledEdition;
  readonly again?: Again | undefined;
  /** Left out: findings do not name the theme's lines. */
  readonly lined?: Lined | undefined;
};

/**
 * Every check on one digest of an edition, on the message as it would leave but for its reader. It is made twice, the second
 * time from the blocks as the store would give them back, compiled anew where the theme is a program, and must be the same.
 * @param digest what was selected; `null` for an edition whose selection is not at hand: then stories are not looked for
 */
export async function lintDigest(
  tools: LintTools,
  edition: LintedEdition,
  composed: Pick<ComposedDigest, 'fingerprint' | 'layout' | 'rendered'>,
  digest: Digest | null,
): Promise<Verdict> {
  const { newsletter, heading, compiled } = edition;
  const message = (blocks: CompiledEdition): Promise<FinalMessage> => {
    const personal = editionMail(tools, newsletter, { number: heading.number, date: heading.slot }, blocks)(composed.layout);
    return tools.messages.read(personal({ to: nobody, messageId: `<lint.${composed.fingerprint}@example.invalid>`, slots }));
  };
  const twice = edition.again === undefined || digest === null ? compiled : await edition.again();
  const stored = CompiledEdition.parse(JSON.parse(JSON.stringify(twice)));
  const [final, again] = await Promise.all([message(compiled), message(stored)]);
  const context: LintContext = {
    kind: 'digest',
    clients: newsletter.lint.clients ?? usualClients,
    expected: digest === null ? null : expectedDigest(heading, digest, composed.layout, composed.rendered, compiled),
    pictures: await tools.measurePictures(composed.rendered.html),
    again,
  };
  const findings = lintMessage(final, context);
  const placed = edition.lined && findings.some(wantsThemePlace) ? await placedIn(edition.lined, findings, final, composed) : findings;
  return judge(placed, newsletter.lint.waive);
}

/** What a theme's author can mend is told by the line of their file: a mail's HTML has few. */
async function placedIn(
  lined: Lined,
  findings: readonly Finding[],
  { html }: FinalMessage,
  { layout }: Pick<ComposedDigest, 'layout'>,
): Promise<readonly Finding[]> {
  const marked = await lined();
  return marked === null || html === null
    ? findings
    : withThemePlaces(findings, html, unlined(assemble(marked.compiled, layout).html, marked.file));
}

/** A message that is not of our making, or no longer at hand as a digest: every check that needs nothing but itself. */
export const lintFile = async (
  tools: Pick<LintTools, 'messages'>,
  bytes: Uint8Array,
  context: Pick<LintContext, 'kind'> & { readonly newsletter: Pick<Newsletter, 'lint'> | null },
): Promise<Verdict> => {
  const settings = context.newsletter?.lint ?? { waive: [], clients: null };
  const clients = settings.clients ?? usualClients;
  const final = await tools.messages.read(bytes);
  return judge(lintMessage(final, { kind: context.kind, clients, expected: null, pictures: new Map(), again: null }), settings.waive);
};
