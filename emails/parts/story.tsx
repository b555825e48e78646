import type { PictureView, StoryView } from '../../src/composition/view-model.ts';
import { Column, Heading, Img, Link } from '../kit.ts';
import { fonts, light, sizes } from '../tokens.ts';
import { Anchor, Band, Piece } from './primitives.tsx';

/** A story as lead or card. Without a picture the words take the full width, as briefs do in print. */
export const Story = ({ story }: { story: StoryView }) => (
  <Band>
    <Column className="r" valign="top" style={cell}>
      <Headline story={story} />
      <Byline story={story} />
      <Excerpt story={story} />
      <AlsoCoveredBy story={story} />
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
    className="t m"
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

/** A link of its own, for fingers; the headline beside it is the one that assistive technology is told of. */
const Thumbnail = ({ story, picture }: { story: StoryView; picture: PictureView }) => {
  const image = (
    <Img
      src={picture.src}
      width={picture.width}
      height={picture.height}
      alt={picture.alt}
      className="t m th"
      style={{ ...pictureStyle, font: fonts.cardAlt }}
    />
  );
  const side = story.pageDirection === 'rtl' ? `20px ${sizes.gap}px 20px 0` : `20px 0 20px ${sizes.gap}px`;
  return (
    <Column className="r tc" valign="top" width={picture.width} style={{ ...cell, padding: side }}>
      {story.href === null ? (
        image
      ) : (
        <Link
          href={story.href}
          tabIndex={-1}
          aria-hidden="true"
          style={{ color: undefined, textDecorationLine: undefined, textDecoration: 'none' }}
        >
          {image}
        </Link>
      )}
    </Column>
  );
};

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

const AlsoCoveredBy = ({ story: { alsoCoveredBy, pageDirection } }: { story: StoryView }) =>
  alsoCoveredBy === null ? null : (
    <p className="m" style={{ margin: '8px 0 0', font: fonts.byline, color: light.muted }}>
      {alsoCoveredBy.before}
      {alsoCoveredBy.outlets.map(({ text, href, direction }) =>
        href === null ? (
          text
        ) : (
          <Anchor
            key={href}
            href={href}
            dir={direction === pageDirection ? undefined : direction}
            className="m"
            color={light.muted}
            underlined
          >
            {text}
          </Anchor>
        ),
      )}
      {alsoCoveredBy.after}
    </p>
  );

/** Said only where it differs: most stories are in the newsletter's own language. */
const ownDirection = ({ direction, pageDirection }: StoryView) => (direction === pageDirection ? undefined : direction);
