import type { StoryView } from '../contract/view-model.ts';
import { Column, Heading } from '../kit.ts';
import { Band } from '../parts/primitives.tsx';
import { Excerpt, HeadlineLink, LeadPicture, ownDirection, SmallPrint, StoryFacts, Thumbnail, UpdateBadge } from '../parts/story-parts.tsx';
import { broadsheetTokens, sizes } from '../tokens.ts';

const { fonts, light } = broadsheetTokens;

/** A story as lead or card. Without a picture the words take the full width, as briefs do in print. */
export const Story = ({ story }: { story: StoryView }) => (
  <Band>
    <Column className="r" valign="top" style={cell}>
      <Headline story={story} />
      <Byline story={story} />
      <Excerpt story={story} tokens={broadsheetTokens} gap={8} />
      <SmallPrint story={story} tokens={broadsheetTokens} gap={8} />
    </Column>
    {story.form === 'card' && story.picture !== null ? (
      <Thumbnail story={story} picture={story.picture} tokens={broadsheetTokens} className="r tc" cell={thumbnailCell(story)} />
    ) : null}
  </Band>
);

const cell = { padding: '20px 0', borderTop: `1px solid ${light.hairline}` } as const;

const thumbnailCell = ({ pageDirection }: StoryView) => ({
  ...cell,
  padding: pageDirection === 'rtl' ? `20px ${sizes.gap}px 20px 0` : `20px 0 20px ${sizes.gap}px`,
});

/** The lead's picture stands in the headline's link: one link, one stop for a screen reader. */
const Headline = ({ story }: { story: StoryView }) => {
  const lead = story.form === 'lead';
  return (
    <Heading
      as="h3"
      className={lead ? 'i lh' : 'i ch'}
      dir={ownDirection(story)}
      style={{ margin: 0, font: lead ? fonts.leadHeadline : fonts.cardHeadline, color: light.ink }}
    >
      <HeadlineLink story={story} tokens={broadsheetTokens}>
        {lead && story.picture !== null ? <LeadPicture picture={story.picture} tokens={broadsheetTokens} gap={18} /> : null}
        {story.headline}
      </HeadlineLink>
    </Heading>
  );
};

const Byline = ({ story }: { story: StoryView }) => (
  <p className="m" style={{ margin: '6px 0 0', font: fonts.byline, color: light.muted }}>
    <UpdateBadge story={story} tokens={broadsheetTokens} />
    {story.outlet.direction === story.pageDirection ? story.outlet.name : <span dir={story.outlet.direction}>{story.outlet.name}</span>}
    <StoryFacts story={story} />
  </p>
);
