import { HtmlValidate } from 'html-validate';

/** What mail needs and web pages should not have: layout attributes, inline styles, a void slash that XHTML clients expect. */
const mailRules = {
  'no-inline-style': 'off',
  'no-deprecated-attr': 'off',
  'void-style': 'off',
  'attr-case': 'error',
  'prefer-native-element': 'off',
  // The libraries write the charset as http-equiv, which some clients alone understand.
  'meta-refresh': 'off',
} as const;

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  rules: mailRules,
});

/** What the standard and the accessibility rules have against a mail's HTML; empty for nothing. */
export const markupFaults = async (html: string): Promise<readonly string[]> =>
  (await validator.validateString(html)).results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} ${selector}`),
  );
