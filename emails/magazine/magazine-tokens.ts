import { type DigestTokens, families } from '../tokens.ts';

const { serif } = families;
const display = 'Didot,Bodoni MT,Georgia,serif';
const sans = 'Avenir Next,Avenir,Helvetica,Arial,sans-serif';

/** Ink on coated stock, one warm red; dark, the same in a darkened room. */
export const magazineTokens = {
  light: {
    paper: '#ffffff',
    ink: '#1b1a19',
    body: '#3d3a37',
    muted: '#6b6660',
    accent: '#9a2f1c',
    onAccent: '#ffffff',
    tint: '#f4f1ec',
    hairline: '#ddd7cf',
  },
  dark: {
    paper: '#141312',
    ink: '#f5f1ea',
    body: '#d2ccc2',
    muted: '#a39c91',
    accent: '#f0a08c',
    onAccent: '#141312',
    tint: '#211f1c',
    hairline: '#3b3732',
  },
  fonts: {
    base: `16px/25px ${serif}`,
    masthead: `38px/44px ${display}`,
    tagline: `italic 16px/22px ${serif}`,
    dateline: `12px/18px ${sans}`,
    note: `italic 18px/28px ${serif}`,
    label: `italic 17px/24px ${serif}`,
    highlight: `16px/24px ${serif}`,
    section: `bold 12px/18px ${sans}`,
    kicker: `bold 12px/18px ${sans}`,
    leadHeadline: `32px/37px ${display}`,
    featureHeadline: `25px/30px ${display}`,
    cardHeadline: `20px/25px ${display}`,
    briefHeadline: `18px/24px ${display}`,
    byline: `13px/20px ${sans}`,
    coverage: `13px/24px ${sans}`,
    leadExcerpt: `18px/28px ${serif}`,
    featureExcerpt: `16px/25px ${serif}`,
    cardExcerpt: `15px/23px ${serif}`,
    leadAlt: `italic 15px/28px ${serif}`,
    cardAlt: `italic 14px/20px ${serif}`,
    sponsorTitle: `20px/26px ${display}`,
    footer: `14px/24px ${sans}`,
    footerName: `26px/32px ${display}`,
    letterName: `30px/36px ${display}`,
    letterHeading: `30px/36px ${display}`,
    button: `bold 16px/24px ${sans}`,
    small: `14px/24px ${sans}`,
  },
  wideFonts: { masthead: '60px/66px', leadHeadline: '44px/49px', featureHeadline: '31px/37px', cardHeadline: '21px/26px' },
  wide: { feature: 288, card: 120 },
  letter: { align: 'center', rule: '1px solid' },
} as const satisfies DigestTokens;
