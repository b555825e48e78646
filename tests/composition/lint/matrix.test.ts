import { HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { usualClients } from '../../../src/composition/lint/checks/client-checks.ts';
import { acceptedGaps } from '../../../src/composition/lint/clients/accepted-gaps.ts';
import { clientNames, clientSupport } from '../../../src/composition/lint/clients/client-support.ts';
import { featuresUsed } from '../../../src/composition/lint/clients/features-used.ts';
import { readDocument } from '../../../src/composition/lint/document/mail-document.ts';
import { readStyles } from '../../../src/composition/lint/document/style-rules.ts';
import { lintMessage } from '../../../src/composition/lint/lint-message.ts';
import { withoutPicture } from '../rich-digest.ts';
import { casesOf, editions, headingFor, themes } from './editions.ts';
import { finished } from './sound-message.ts';

/** What mail needs and web pages should not have: layout attributes, inline styles, a void slash that XHTML clients expect. */
const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    'no-inline-style': 'off',
    'no-deprecated-attr': 'off',
    'void-style': 'off',
    'attr-case': 'error',
    'prefer-native-element': 'off',
    'meta-refresh': 'off',
  },
});

const used = new Set<string>();

describe.each(themes)('%s', (theme) => {
  it.each(casesOf(theme))('passes the gate and html-validate with a $edition edition in $locale', async ({ edition, locale }) => {
    const { message, context } = await finished(editions[edition], headingFor(theme, locale, edition), withoutPicture);
    const html = message.html ?? '';
    const document = readDocument(html);
    for (const feature of featuresUsed(document, readStyles(document)).keys()) used.add(feature);
    // Thirty long stories fill the budget to the brim, as they should.
    const findings = lintMessage(message, context).filter(({ check }) => check !== 'html-size-near');
    expect(findings.map(({ severity, check, found }) => `${severity} ${check}: ${found}`)).toEqual([]);
    const report = await validator.validateString(html);
    const faults = report.results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message: what, selector }) => `${ruleId}: ${what} ${selector}`),
    );
    expect(faults).toEqual([]);
  });
});

describe('the accepted gaps', () => {
  it('are all still needed by some theme, for some of the usual clients', () => {
    const needed = (feature: string) =>
      used.has(feature) && usualClients.some((client) => 'an'.includes(clientSupport[feature]?.[clientNames.indexOf(client)] ?? 'y'));
    expect(Object.keys(acceptedGaps).filter((feature) => !needed(feature))).toEqual([]);
  });
});
