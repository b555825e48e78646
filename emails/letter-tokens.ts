import { families, type Tokens } from './tokens.ts';

const { serif, news } = families;

/** Letters that go with themes written in MJML, which keep their own colours: a file an editor copies must be whole. */
export const classicTokens = {
  light: {
    paper: '#ffffff',
    ink: '#16241d',
    body: '#33403a',
    muted: '#56655d',
    accent: '#1f5a41',
    onAccent: '#ffffff',
    tint: '#eef2ec',
    hairline: '#d3dbd2',
  },
  dark: {
    paper: '#171d1a',
    ink: '#eef4f0',
    body: '#c6d1ca',
    muted: '#9aa9a0',
    accent: '#8fcdb0',
    onAccent: '#171d1a',
    tint: '#222b26',
    hairline: '#3a4640',
  },
  fonts: {
    base: `16px/24px ${news}`,
    note: `16px/26px ${news}`,
    letterName: `bold 24px/30px ${serif}`,
    letterHeading: `bold 28px/34px ${serif}`,
    button: `bold 16px/24px ${news}`,
    small: `14px/24px ${news}`,
  },
  letter: { align: 'center', rule: '1px solid' },
} as const satisfies Tokens;
