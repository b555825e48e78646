import { describeTheme } from './digest-accessibility.ts';

describeTheme('classic');
