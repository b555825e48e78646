import type { SponsorView } from '../../src/composition/view-model.ts';
import { Column, Img } from '../kit.ts';
import { Anchor, Band, Spacer } from '../parts/primitives.tsx';
import { bulletinTokens, sizes } from '../tokens.ts';

const { fonts, light } = bulletinTokens;

/** Paid matter in a panel of its own, under its label. */
export const Sponsor = ({ sponsor }: { sponsor: SponsorView }) => (
  <>
    <Spacer height={sizes.beforeSection} />
    <Band>
      <Column className="r" style={{ padding: '18px 24px 20px', border: `1px solid ${light.hairline}`, borderRadius: 8 }}>
        <p className="m" style={{ margin: '0 0 8px', font: fonts.byline, color: light.muted }}>
          {sponsor.label}
        </p>
        {sponsor.picture === null ? null : (
          <Img
            src={sponsor.picture.src}
            width={sponsor.picture.width}
            height={sponsor.picture.height}
            alt={sponsor.picture.alt}
            style={{ outline: undefined, textDecoration: undefined, maxWidth: '100%', height: 'auto', border: 0, marginBottom: 12 }}
          />
        )}
        <p className="a" dir={sponsor.direction} style={{ margin: 0, font: fonts.sponsorTitle, color: light.accent }}>
          <Anchor href={sponsor.href} className="a" color={light.accent} underlined>
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
