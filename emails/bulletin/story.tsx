import { Column } from '../kit.ts';
import { LeadPicture, Opening, UprightPicture } from '../parts/lead-parts.tsx';
import { Band, Beside, Piece, Spacer } from '../parts/primitives.tsx';
import {
  Byline,
  Excerpt,
  Headline,
  InlineByline,
  Kicker,
  SidePicture,
  SmallPrint,
  type StoryProps,
  UpdateBadge,
} from '../parts/story-parts.tsx';
import { tracking } from '../tokens.ts';

/** A story by its form: picture first, on the side the words start from. */
export const Story = ({ story, tokens }: StoryProps) => {
  if (story.form === 'lead') return <Lead story={story} tokens={tokens} />;
  if (story.form === 'brief') return <Brief story={story} tokens={tokens} />;
  return (
    <>
      <Opening story={story} above={22} height={12} className="r" rule={`1px solid ${tokens.light.hairline}`} />
      <Band>
        <Column valign="top" style={{ padding: story.form === 'card' ? '6px 0 10px' : '4px 0 12px' }}>
          <Piece name="picture">
            <SidePicture story={story} tokens={tokens} side="start" />
          </Piece>
          <Beside>
            <Kicker story={story} tokens={tokens} style={{}} />
            <Headline story={story} tokens={tokens} />
            <Byline story={story} tokens={tokens} />
            <Excerpt story={story} tokens={tokens} />
            <SmallPrint story={story} tokens={tokens} />
          </Beside>
        </Column>
      </Band>
    </>
  );
};

const Lead = ({ story, tokens }: StoryProps) => {
  return (
    <>
      <Spacer height={20} />
      <LeadPicture story={story} tokens={tokens} padding="0 0 16px" corner={8} />
      <Band>
        <Column valign="top" style={{ padding: '0 0 22px' }}>
          <UprightPicture story={story} tokens={tokens} side="start" />
          <Kicker story={story} tokens={tokens} style={{}} />
          <Headline story={story} tokens={tokens} style={{ letterSpacing: tracking.headline[story.direction] }} />
          <Byline story={story} tokens={tokens} style={{ margin: '8px 0 0' }} />
          <Excerpt story={story} tokens={tokens} style={{ margin: '8px 0 0' }} />
          <SmallPrint story={story} tokens={tokens} />
        </Column>
      </Band>
    </>
  );
};

/** One line, two at most: the headline, and who tells it. */
const Brief = ({ story, tokens }: StoryProps) => (
  <Band>
    <Column className="r" valign="top" style={{ padding: '8px 0', borderTop: `1px solid ${tokens.light.hairline}` }}>
      <UpdateBadge story={story} tokens={tokens} />
      <Headline story={story} tokens={tokens} style={{ display: 'inline' }} />
      <InlineByline story={story} tokens={tokens} />
    </Column>
  </Band>
);
