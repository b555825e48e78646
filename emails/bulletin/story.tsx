import type { StoryView } from '../contract/view-model.ts';
import { Column, Heading } from '../kit.ts';
import { Band, SilentLink } from '../parts/primitives.tsx';
import { Excerpt, HeadlineLink, LeadPicture, ownDirection, SmallPrint, StoryFacts, Thumbnail, UpdateBadge } from '../parts/story-parts.tsx';
import { bulletinTokens, sizes, tracking } from '../tokens.ts';

const { fonts, light } = bulletinTokens;

/** A story as lead or card: picture first, then who tells it, then what. */
export const Story = ({ story }: { story: StoryView }) => (
  <Band>
    {story.form === 'card' && story.picture !== null ? (
      <Thumbnail story={story} picture={story.picture} tokens={bulletinTokens} corner={6} className="tc" cell={thumbnailCell(story)} />
    ) : null}
    <Column valign="top" style={{ padding: '22px 0 6px' }}>
      {story.form === 'lead' && story.picture !== null ? (
        <SilentLink href={story.href}>
          <LeadPicture picture={story.picture} tokens={bulletinTokens} gap={20} corner={8} />
        </SilentLink>
      ) : null}
      <Kicker story={story} />
      <Headline story={story} />
      <Excerpt story={story} tokens={bulletinTokens} gap={6} />
      <SmallPrint story={story} tokens={bulletinTokens} gap={6} />
    </Column>
  </Band>
);

const thumbnailCell = ({ pageDirection }: StoryView) => ({
  padding: pageDirection === 'rtl' ? `26px 0 6px ${sizes.gap}px` : `26px ${sizes.gap}px 6px 0`,
});

const Kicker = ({ story }: { story: StoryView }) => (
  <p className="m" style={{ margin: 0, font: fonts.byline, color: light.muted }}>
    <UpdateBadge story={story} tokens={bulletinTokens} corner={3} />
    <b className="i" dir={story.outlet.direction === story.pageDirection ? undefined : story.outlet.direction} style={{ color: light.ink }}>
      {story.outlet.name}
    </b>
    <StoryFacts story={story} />
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
      <HeadlineLink story={story} tokens={bulletinTokens}>
        {story.headline}
      </HeadlineLink>
    </Heading>
  );
};
