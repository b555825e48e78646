import type { SponsorView } from '../../src/composition/view-model.ts';
import { Column, Img } from '../kit.ts';
import { Anchor, Band, Spacer } from '../parts/primitives.tsx';
import { broadsheetTokens } from '../tokens.ts';

const { fonts, light } = broadsheetTokens;

/** Paid matter between two rules, under its label, as papers have always set it. */
export const Sponsor = ({ sponsor }: { sponsor: SponsorView }) => (
  <>
    <Spacer height={8} />
    <Band>
      <Column className="t k" align="center" style={cell}>
        <p className="m" style={{ margin: '0 0 8px', font: fonts.byline, color: light.muted }}>
          {sponsor.label}
        </p>
        {sponsor.picture === null ? null : (
          <Img
            src={sponsor.picture.src}
            width={sponsor.picture.width}
            height={sponsor.picture.height}
            alt={sponsor.picture.alt}
            style={{ display: 'inline', outline: undefined, textDecoration: undefined, maxWidth: '100%', height: 'auto', border: 0 }}
          />
        )}
        <p className="i" dir={sponsor.direction} style={{ margin: '8px 0 0', font: fonts.sponsorTitle, color: light.ink }}>
          <Anchor href={sponsor.href} className="i" color={light.ink} underlined>
            {sponsor.title}
          </Anchor>
        </p>
        {sponsor.text === '' ? null : (
          <p className="b" dir={sponsor.direction} style={{ margin: '6px 0 0', font: fonts.cardExcerpt, color: light.body }}>
            {sponsor.text}
          </p>
        )}
      </Column>
    </Band>
  </>
);

const cell = {
  padding: '16px 24px 20px',
  backgroundColor: light.tint,
  borderTop: `1px solid ${light.ink}`,
  borderBottom: `1px solid ${light.ink}`,
} as const;
