import type { PictureView, StoryView } from '../../src/composition/view-model.ts';
import { Column, Heading, Img } from '../kit.ts';
import { OutletList } from '../parts/links.tsx';
import { Anchor, Band, Piece, SilentLink } from '../parts/primitives.tsx';
import { broadsheetTokens, sizes } from '../tokens.ts';

const { fonts, light } = broadsheetTokens;

/** A story as lead or card. Without a picture the words take the full width, as briefs do in print. */
export const Story = ({ story }: { story: StoryView }) => (
  <Band>
    <Column className="r" valign="top" style={cell}>
      <Headline story={story} />
      <Byline story={story} />
      <Excerpt story={story} />
      <AlsoCoveredBy story={story} />
      <Share story={story} />
    </Column>
    {story.form === 'card' && story.picture !== null ? <Thumbnail story={story} picture={story.picture} /> : null}
  </Band>
);

const cell = { padding: '20px 0', borderTop: `1px solid ${light.hairline}` } as const;

const Headline = ({ story }: { story: StoryView }) => {
  const lead = story.form === 'lead';
  return (
    <Heading
      as="h3"
      className={lead ? 'i lh' : 'i ch'}
      dir={ownDirection(story)}
      style={{ margin: 0, font: lead ? fonts.leadHeadline : fonts.cardHeadline, color: light.ink }}
    >
      {story.href === null ? (
        <HeadlineWords story={story} />
      ) : (
        <Anchor href={story.href} className="i" color={light.ink}>
          <HeadlineWords story={story} />
        </Anchor>
      )}
    </Heading>
  );
};

/** The lead's picture stands in the headline's link: one link, one stop for a screen reader. */
const HeadlineWords = ({ story }: { story: StoryView }) => (
  <>
    {story.form === 'lead' && story.picture !== null ? <LeadPicture picture={story.picture} /> : null}
    {story.headline}
  </>
);

const LeadPicture = ({ picture }: { picture: PictureView }) => (
  <Img
    src={picture.src}
    width={picture.width}
    height={picture.height}
    alt={picture.alt}
    className="t m w"
    style={{
      ...pictureStyle,
      font: fonts.leadAlt,
      width: '100%',
      maxWidth: picture.width,
      height: 'auto',
      marginBottom: 18,
    }}
  />
);

const Thumbnail = ({ story, picture }: { story: StoryView; picture: PictureView }) => (
  <Column
    className="r tc"
    valign="top"
    width={picture.width}
    style={{ ...cell, padding: story.pageDirection === 'rtl' ? `20px ${sizes.gap}px 20px 0` : `20px 0 20px ${sizes.gap}px` }}
  >
    <SilentLink href={story.href}>
      <Img
        src={picture.src}
        width={picture.width}
        height={picture.height}
        alt={picture.alt}
        className="t m th"
        style={{ ...pictureStyle, font: fonts.cardAlt }}
      />
    </SilentLink>
  </Column>
);

/** The tint and the words' style are what a reader sees whose client blocks pictures. */
const pictureStyle = {
  display: 'block',
  outline: undefined,
  border: 0,
  textDecoration: undefined,
  backgroundColor: light.tint,
  textAlign: 'center',
  color: light.muted,
} as const;

const Byline = ({ story }: { story: StoryView }) => (
  <p className="m" style={{ margin: '6px 0 0', font: fonts.byline, color: light.muted }}>
    <Piece name="update">
      {story.update === null ? null : (
        <>
          <b className="u" style={{ backgroundColor: light.accent, color: light.paper }}>
            &nbsp;{story.update}&nbsp;
          </b>{' '}
        </>
      )}
    </Piece>
    {story.outlet.direction === story.pageDirection ? story.outlet.name : <span dir={story.outlet.direction}>{story.outlet.name}</span>}
    {` · ${story.date}`}
    {story.readingTime === null ? null : ` · ${story.readingTime}`}
    {story.video === null ? null : ` · ${story.video}`}
  </p>
);

const Excerpt = ({ story }: { story: StoryView }) => (
  <Piece name="excerpt">
    {story.excerpt === null ? null : (
      <p
        className="b"
        dir={ownDirection(story)}
        style={{ margin: '8px 0 0', font: story.form === 'lead' ? fonts.leadExcerpt : fonts.cardExcerpt, color: light.body }}
      >
        {story.excerpt}
      </p>
    )}
  </Piece>
);

const AlsoCoveredBy = ({ story }: { story: StoryView }) =>
  story.alsoCoveredBy === null ? null : (
    <p className="m" style={small}>
      <OutletList story={story} color={light.muted} />
    </p>
  );

const Share = ({ story: { share } }: { story: StoryView }) =>
  share === null ? null : (
    <p className="m" style={small}>
      <Anchor href={share.href} className="m" color={light.muted} underlined>
        {share.label}
      </Anchor>
    </p>
  );

const small = { margin: '8px 0 0', font: fonts.byline, color: light.muted } as const;

/** Said only where it differs: most stories are in the newsletter's own language. */
const ownDirection = ({ direction, pageDirection }: StoryView) => (direction === pageDirection ? undefined : direction);
