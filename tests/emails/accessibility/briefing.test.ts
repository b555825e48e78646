import { describeTheme } from './describe-theme.ts';

describeTheme('briefing');
