import { clientChecks } from './client-checks.ts';
import { contrastChecks } from './contrast-checks.ts';
import type { Check } from './finding.ts';
import { headChecks } from './head-checks.ts';
import { headerChecks } from './header-checks.ts';
import { headingChecks } from './heading-checks.ts';
import { languageChecks } from './language-checks.ts';
import { leftoverChecks } from './leftover-checks.ts';
import { linkChecks } from './link-checks.ts';
import { markupChecks } from './markup-checks.ts';
import { pictureChecks } from './picture-checks.ts';
import { preheaderChecks } from './preheader-checks.ts';
import { samenessChecks } from './sameness-checks.ts';
import { sizeChecks } from './size-checks.ts';
import { tableChecks } from './table-checks.ts';
import { textChecks } from './text-checks.ts';

/** Every check of the gate, in the order findings are told. */
export const checks: readonly Check[] = [
  ...sizeChecks,
  ...headChecks,
  ...languageChecks,
  ...tableChecks,
  ...headingChecks,
  ...pictureChecks,
  ...linkChecks,
  ...preheaderChecks,
  ...textChecks,
  ...headerChecks,
  ...contrastChecks,
  ...markupChecks,
  ...clientChecks,
  ...leftoverChecks,
  ...samenessChecks,
];
