import type { ReactNode } from 'react';
import type { LinkView, PictureView, StoryView } from '../contract/view-model.ts';
import { Heading, Img } from '../kit.ts';
import { type DigestTokens, sizes } from '../tokens.ts';
import { Body } from './body.tsx';
import { MoreOnThis, OutletList } from './links.tsx';
import { Anchor, Aside, Piece, SilentLink, Snug, sides, withWholeNames } from './primitives.tsx';

export type StoryProps = { readonly story: StoryView; readonly tokens: DigestTokens };

/** Said only where it differs: most stories are in the newsletter's own language and on its side. */
export const ownWords = ({ direction, pageDirection, language }: StoryView) => ({
  dir: direction === pageDirection ? undefined : direction,
  lang: language ?? undefined,
});

const ownSide = ({ direction, pageDirection }: StoryView) =>
  direction === pageDirection ? {} : ({ textAlign: sides(direction)[0] } as const);

// --- pictures --------------------------------------------------------------------------------------------------------

/** The tint and the words' style are what a reader sees whose client blocks pictures. */
const pictureStyle = ({ light, corner }: DigestTokens) =>
  ({
    display: 'block',
    outline: undefined,
    border: 0,
    textDecoration: undefined,
    backgroundColor: light.tint,
    textAlign: 'center',
    color: light.muted,
    borderRadius: corner,
  }) as const;

/** Height that goes with a width. */
const heightAt = ({ width, height }: PictureView, shown: number): number => Math.max(1, Math.round((height * shown) / width));

type WideProps = StoryProps & {
  readonly picture: PictureView;
  readonly corner?: number | undefined;
  /** Beyond its own size, too: on a phone half a page is a whole one. */
  readonly full?: boolean;
};

/** A picture as wide as what it stands in, up to its own size. */
export const WidePicture = ({ story, tokens, picture, corner = tokens.corner, full = false }: WideProps) => (
  <>
    <SilentLink href={story.href}>
      <Img
        src={picture.src}
        width={picture.width}
        height={picture.height}
        alt={picture.alt}
        className="t m w"
        style={{
          ...pictureStyle(tokens),
          font: tokens.fonts.leadAlt,
          width: '100%',
          maxWidth: full ? undefined : picture.width,
          height: 'auto',
          borderRadius: corner,
        }}
      />
    </SilentLink>
    {story.caption === null ? null : (
      <p className="m" dir="auto" style={{ margin: '6px 0 0', font: tokens.fonts.byline, color: tokens.light.muted }}>
        {story.caption}
      </p>
    )}
  </>
);

/** A picture the words flow round: small on a phone, and as large as the theme wants elsewhere. */
export const SidePicture = ({
  story,
  tokens,
  side = 'end',
  top = 4,
}: StoryProps & { readonly side?: 'start' | 'end'; readonly top?: number }) => {
  const { picture, form, pageDirection } = story;
  if (picture === null) return null;
  const [className, wide, phone] =
    form === 'card' ? (['th', tokens.wide.card, sizes.card] as const) : (['f', tokens.wide.feature, sizes.feature] as const);
  // Sheets enlarge what is large enough for it: a square in place of the wider crop stays as it is.
  const enlarged = picture.width >= wide;
  const shown = enlarged ? wide : Math.min(phone, picture.width);
  const narrow = Math.min(phone, picture.width);
  const align = sides(pageDirection)[side === 'start' ? 0 : 1];
  return (
    <Aside align={align} padding={align === 'right' ? `${top}px 0 6px ${sizes.gap}px` : `${top}px ${sizes.gap}px 6px 0`}>
      <SilentLink href={story.href}>
        <Img
          src={picture.src}
          width={shown}
          height={heightAt(picture, shown)}
          alt={picture.alt}
          className={enlarged ? `t m ${className}` : 't m'}
          style={{ ...pictureStyle(tokens), font: tokens.fonts.cardAlt, width: narrow, height: heightAt(picture, narrow) }}
        />
      </SilentLink>
      {story.caption === null ? null : (
        // In a cell as wide as the picture: the words would push a table that fits what it holds wider.
        <Snug>
          <td
            className={enlarged ? `m ${className}` : 'm'}
            dir="auto"
            style={{ width: narrow, padding: '4px 0 0', font: tokens.fonts.cardAlt, color: tokens.light.muted }}
          >
            {story.caption}
          </td>
        </Snug>
      )}
    </Aside>
  );
};

/** An upright picture has no wide crop that keeps its heads: it stands beside the words. */
export const isUpright = ({ width, height }: PictureView): boolean => width < 400 || height > width;

// --- words -----------------------------------------------------------------------------------------------------------

/** The topic above a headline, where no heading says it. */
export const Kicker = ({ story, tokens, style }: StoryProps & { readonly style: object }) => (
  <Piece name="kicker">
    {story.kicker === null ? null : (
      <Heading
        as="h2"
        className={tokens.tones === undefined ? 'a' : `a x${story.tone}`}
        dir="auto"
        style={{ margin: '0 0 4px', font: tokens.fonts.kicker, color: tokens.light.accent, ...style }}
      >
        {story.kicker}
      </Heading>
    )}
  </Piece>
);

const headlineClass = { lead: 'i lh', 'section-lead': 'i fh', card: 'i ch', brief: 'i' } as const;

const headlineFont = ({ fonts }: DigestTokens, { form }: StoryView): string =>
  ({ lead: fonts.leadHeadline, 'section-lead': fonts.featureHeadline, card: fonts.cardHeadline, brief: fonts.briefHeadline })[form];

export const Headline = ({ story, tokens, style = {} }: StoryProps & { readonly style?: object }) => (
  <Heading
    as="h3"
    className={headlineClass[story.form]}
    {...ownWords(story)}
    style={{ margin: 0, font: headlineFont(tokens, story), color: tokens.light.ink, ...ownSide(story), ...style }}
  >
    <HeadlineLink story={story} tokens={tokens}>
      {withWholeNames(story.headline)}
    </HeadlineLink>
  </Heading>
);

/** Who tells it, on the headline's own line: for briefs. */
export const InlineByline = ({ story, tokens: { fonts, light }, tokens }: StoryProps) => (
  <span className="m" style={{ font: fonts.byline, color: light.muted }}>
    {' '}
    <span className="n">
      <OutletSign story={story} tokens={tokens} tone="m" />
    </span>
    {[story.outletCount, ...factsOf(story)]
      .filter((fact) => fact !== null)
      .map((fact) => ` · ${fact}`)
      .join('')}
  </span>
);

/** The headline's words, linked where there is somewhere to go. */
export const HeadlineLink = ({ story, tokens, children }: StoryProps & { readonly children: ReactNode }) =>
  story.href === null ? (
    children
  ) : (
    <Anchor href={story.href} className="i" color={tokens.light.ink}>
      {children}
    </Anchor>
  );

export const UpdateBadge = ({ story, tokens }: StoryProps) => (
  <Piece name="update">
    {story.update === null ? null : (
      <>
        <b className="u" style={{ backgroundColor: tokens.light.accent, color: tokens.light.onAccent, borderRadius: 2 }}>
          &nbsp;{story.update}&nbsp;
        </b>{' '}
      </>
    )}
  </Piece>
);

/** Who tells it, with their sign, how many do, when, and how long it takes. A brief says the first two. */
export const Byline = ({ story, tokens: { fonts, light }, tokens, style = {} }: StoryProps & { readonly style?: object }) => (
  <p className="m" style={{ margin: '4px 0 0', font: fonts.byline, color: light.muted, ...ownSide(story), ...style }}>
    <UpdateBadge story={story} tokens={tokens} />
    <OutletSign story={story} tokens={tokens} />
    {story.outletCount === null ? null : (
      <>
        {' · '}
        <b className="a" style={{ color: light.accent }}>
          {story.outletCount}
        </b>
      </>
    )}
    {factsOf(story)
      .map((fact) => ` · ${fact}`)
      .join('')}
  </p>
);

export const OutletSign = ({
  story: { outlet, pageDirection },
  tokens: { light },
  tone = 'i',
}: StoryProps & { readonly tone?: 'i' | 'm' }) => (
  <>
    {outlet.mark === null ? null : (
      <>
        <Img
          src={outlet.mark.src}
          width={sizes.mark}
          height={sizes.mark}
          alt=""
          style={{ display: 'inline', outline: undefined, textDecoration: undefined, border: 0, borderRadius: 3, verticalAlign: 'middle' }}
        />
        &nbsp;
      </>
    )}
    <span
      className={tone}
      dir={outlet.direction === pageDirection ? undefined : outlet.direction}
      style={{ color: tone === 'i' ? light.ink : light.muted }}
    >
      {outlet.name}
    </span>
  </>
);

const factsOf = ({ form, date, readingTime, video }: StoryView): readonly string[] =>
  (form === 'brief' ? [video] : [date, readingTime, video]).filter((fact) => fact !== null);

export const excerptFont = ({ fonts }: DigestTokens, { form }: StoryView): string =>
  form === 'lead' ? fonts.leadExcerpt : form === 'section-lead' ? fonts.featureExcerpt : fonts.cardExcerpt;

/** A few of its words, and the way to all of them where these found no room; or, where they did, all of them. */
export const Excerpt = ({ story, tokens, style = {}, label }: StoryProps & { readonly style?: object; readonly label?: ReactNode }) => {
  const { excerpt, readOn, body } = story;
  if (body !== null) return <WholeText story={story} tokens={tokens} />;
  return (
    <Piece name="excerpt">
      {excerpt === null ? null : (
        <p
          className="b"
          {...ownWords(story)}
          style={{ margin: '6px 0 0', font: excerptFont(tokens, story), color: tokens.light.body, ...ownSide(story), ...style }}
        >
          {label}
          {excerpt}
          {readOn === null ? null : (
            <>
              {' '}
              <Anchor href={readOn.href} className="i" color={tokens.light.ink} underlined tall>
                {readOn.label}
              </Anchor>
            </>
          )}
        </p>
      )}
    </Piece>
  );
};

/** Always from its own side, however the words above it are set. */
const WholeText = ({ story, tokens: { fonts, light, corner } }: StoryProps) => {
  const look = {
    // A note may lean; nobody reads a page of that.
    words: fonts.note.replace(/^italic /, ''),
    heading: fonts.cardHeadline,
    small: fonts.byline,
    alt: fonts.leadAlt,
    ink: light.ink,
    body: light.body,
    muted: light.muted,
    tint: light.tint,
    hairline: light.hairline,
    corner,
    pictures: true,
  };
  return (
    <div style={{ padding: '12px 0 0', textAlign: sides(story.pageDirection)[0] }}>
      <Body blocks={story.body ?? []} readOn={story.readOn} look={look} page={story.pageDirection} />
    </div>
  );
};

/** "Also covered by" and, behind it on the same line, the link to send a story on; "More on this" below. */
export const SmallPrint = ({ story, tokens, style = {} }: StoryProps & { readonly style?: object }) => {
  const small = { margin: '4px 0 0', font: tokens.fonts.coverage, color: tokens.light.muted, ...style };
  return (
    <>
      <AlsoCovered story={story} tokens={tokens} style={small} />
      {story.moreOnThis === null ? null : (
        <p className="m" style={small}>
          <MoreOnThis story={story} color={tokens.light.muted} />
        </p>
      )}
    </>
  );
};

const AlsoCovered = ({ story, tokens, style: small }: StoryProps & { readonly style: object }) => {
  if (story.alsoCoveredBy === null)
    return (
      <Piece name="share">
        {story.share === null ? null : (
          <p className="m" style={small}>
            <ShareLink share={story.share} tokens={tokens} />
          </p>
        )}
      </Piece>
    );
  return (
    <p className="m" style={small}>
      <OutletList story={story} color={tokens.light.muted} />
      <Piece name="share">
        {story.share === null ? null : (
          <>
            {' · '}
            <ShareLink share={story.share} tokens={tokens} />
          </>
        )}
      </Piece>
    </p>
  );
};

const ShareLink = ({ share, tokens: { light } }: { readonly share: LinkView; readonly tokens: DigestTokens }) => (
  <span className="n">
    <Anchor href={share.href} className="m" color={light.muted} underlined>
      {share.label}
    </Anchor>
  </span>
);
