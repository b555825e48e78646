import { clientChecks } from './checks/client-checks.ts';
import { contrastChecks } from './checks/contrast-checks.ts';
import { headChecks } from './checks/head-checks.ts';
import { headerChecks } from './checks/header-checks.ts';
import { headingChecks } from './checks/heading-checks.ts';
import { languageChecks } from './checks/language-checks.ts';
import { leftoverChecks } from './checks/leftover-checks.ts';
import { linkChecks } from './checks/link-checks.ts';
import { markupChecks } from './checks/markup-checks.ts';
import { pictureChecks } from './checks/picture-checks.ts';
import { preheaderChecks } from './checks/preheader-checks.ts';
import { samenessChecks } from './checks/sameness-checks.ts';
import { sizeChecks } from './checks/size-checks.ts';
import { tableChecks } from './checks/table-checks.ts';
import { textChecks } from './checks/text-checks.ts';
import type { Check } from './finding.ts';

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
