import type { PictureView, StoryView } from '../../src/composition/view-model.ts';
import { Column, Heading, Img } from '../kit.ts';
import { OutletList } from '../parts/links.tsx';
import { Anchor, Band, Piece, SilentLink } from '../parts/primitives.tsx';
import { bulletinTokens, sizes, tracking } from '../tokens.ts';

const { fonts, light } = bulletinTokens;

/** A story as lead or card: picture first, then who tells it, then what. */
export const Story = ({ story }: { story: StoryView }) => (
  <Band>
    {story.form === 'card' && story.picture !== null ? <Thumbnail story={story} picture={story.picture} /> : null}
    <Column valign="top" style={{ padding: '22px 0 6px' }}>
      {story.form === 'lead' && story.picture !== null ? <LeadPicture story={story} picture={story.picture} /> : null}
      <Kicker story={story} />
      <Headline story={story} />
      <Excerpt story={story} />
      <SmallPrint story={story} />
    </Column>
  </Band>
);

const LeadPicture = ({ story, picture }: { story: StoryView; picture: PictureView }) => (
  <SilentLink href={story.href}>
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
        marginBottom: 20,
        borderRadius: 8,
      }}
    />
  </SilentLink>
);

const Thumbnail = ({ story, picture }: { story: StoryView; picture: PictureView }) => (
  <Column
    className="tc"
    valign="top"
    width={picture.width}
    style={{ padding: story.pageDirection === 'rtl' ? `26px 0 6px ${sizes.gap}px` : `26px ${sizes.gap}px 6px 0` }}
  >
    <SilentLink href={story.href}>
      <Img
        src={picture.src}
        width={picture.width}
        height={picture.height}
        alt={picture.alt}
        className="t m th"
        style={{ ...pictureStyle, font: fonts.cardAlt, borderRadius: 6 }}
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

const Kicker = ({ story }: { story: StoryView }) => (
  <p className="m" style={{ margin: 0, font: fonts.byline, color: light.muted }}>
    <Piece name="update">
      {story.update === null ? null : (
        <>
          <b className="u" style={{ backgroundColor: light.accent, color: light.paper, borderRadius: 3 }}>
            &nbsp;{story.update}&nbsp;
          </b>{' '}
        </>
      )}
    </Piece>
    <b className="i" dir={story.outlet.direction === story.pageDirection ? undefined : story.outlet.direction} style={{ color: light.ink }}>
      {story.outlet.name}
    </b>
    {` · ${story.date}`}
    {story.readingTime === null ? null : ` · ${story.readingTime}`}
    {story.video === null ? null : ` · ${story.video}`}
  </p>
);

const Headline = ({ story }: { story: StoryView }) => {
  const lead = story.form === 'lead';
  const style = {
    margin: '3px 0 0',
    font: lead ? fonts.leadHeadline : fonts.cardHeadline,
    letterSpacing: lead ? tracking.headline[story.direction] : undefined,
    color: light.ink,
  };
  return (
    <Heading as="h3" className={lead ? 'i lh' : 'i ch'} dir={ownDirection(story)} style={style}>
      {story.href === null ? (
        story.headline
      ) : (
        <Anchor href={story.href} className="i" color={light.ink}>
          {story.headline}
        </Anchor>
      )}
    </Heading>
  );
};

const Excerpt = ({ story }: { story: StoryView }) => (
  <Piece name="excerpt">
    {story.excerpt === null ? null : (
      <p
        className="b"
        dir={ownDirection(story)}
        style={{ margin: '6px 0 0', font: story.form === 'lead' ? fonts.leadExcerpt : fonts.cardExcerpt, color: light.body }}
      >
        {story.excerpt}
      </p>
    )}
  </Piece>
);

const SmallPrint = ({ story }: { story: StoryView }) => (
  <>
    {story.alsoCoveredBy === null ? null : (
      <p className="m" style={small}>
        <OutletList story={story} color={light.muted} />
      </p>
    )}
    {story.share === null ? null : (
      <p className="m" style={small}>
        <Anchor href={story.share.href} className="m" color={light.muted} underlined>
          {story.share.label}
        </Anchor>
      </p>
    )}
  </>
);

const small = { margin: '6px 0 0', font: fonts.byline, color: light.muted } as const;

/** Said only where it differs: most stories are in the newsletter's own language. */
const ownDirection = ({ direction, pageDirection }: StoryView) => (direction === pageDirection ? undefined : direction);
