import type { SponsorView } from '../contract/view-model.ts';
import { Img } from '../kit.ts';
import type { DigestTokens } from '../tokens.ts';
import { Anchor } from './primitives.tsx';

type SponsorProps = {
  readonly sponsor: SponsorView;
  readonly tokens: DigestTokens;
  /** The colour of its title. */
  readonly title: 'ink' | 'accent';
  /** A picture in a line stands where the words' alignment puts it. */
  readonly picture: 'inline' | 'block';
};

const classes = { ink: 'i', accent: 'a' } as const;

/** What a panel of paid matter says, its label first. */
export const SponsorWords = ({ sponsor, tokens: { fonts, light }, title, picture }: SponsorProps) => (
  <>
    <p className="m" style={{ margin: '0 0 8px', font: fonts.byline, color: light.muted }}>
      {sponsor.label}
    </p>
    {sponsor.picture === null ? null : (
      // In a paragraph, whose margins Word keeps; those of pictures it does not.
      <p style={{ margin: '0 0 10px' }}>
        <Img
          src={sponsor.picture.src}
          width={sponsor.picture.width}
          height={sponsor.picture.height}
          alt={sponsor.picture.alt}
          style={{ display: picture, outline: undefined, textDecoration: undefined, maxWidth: '100%', height: 'auto', border: 0 }}
        />
      </p>
    )}
    <p className={classes[title]} dir={sponsor.direction} style={{ margin: 0, font: fonts.sponsorTitle, color: light[title] }}>
      <Anchor href={sponsor.href} className={classes[title]} color={light[title]} underlined>
        {sponsor.title}
      </Anchor>
    </p>
    {sponsor.text === '' ? null : (
      <p className="b" dir={sponsor.direction} style={{ margin: '6px 0 0', font: fonts.cardExcerpt, color: light.body }}>
        {sponsor.text}
      </p>
    )}
  </>
);
