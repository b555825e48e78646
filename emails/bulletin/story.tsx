import { Column } from '../kit.ts';
import { Band, Beside, Piece, Spacer } from '../parts/primitives.tsx';
import {
  Byline,
  Excerpt,
  Headline,
  InlineByline,
  isUpright,
  Kicker,
  SidePicture,
  SmallPrint,
  type StoryProps,
  UpdateBadge,
  WidePicture,
} from '../parts/story-parts.tsx';
import { tracking } from '../tokens.ts';

/** A story by its form: picture first, on the side the words start from. */
export const Story = ({ story, tokens }: StoryProps) => {
  if (story.form === 'lead') return <Lead story={story} tokens={tokens} />;
  if (story.form === 'brief') return <Brief story={story} tokens={tokens} />;
  return (
    <>
      <Piece name="kicker">
        {story.kicker === null ? null : (
          <>
            <Spacer height={22} />
            <Band>
              <td className="r" height={12} style={{ borderTop: `1px solid ${tokens.light.hairline}`, font: '1px/12px serif' }}>
                &nbsp;
              </td>
            </Band>
          </>
        )}
      </Piece>
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
  const upright = story.picture !== null && isUpright(story.picture);
  return (
    <>
      <Spacer height={20} />
      <Piece name="picture">
        {story.picture === null || upright ? null : (
          <Band>
            <Column style={{ padding: '0 0 16px' }}>
              <WidePicture story={story} tokens={tokens} picture={story.picture} corner={8} />
            </Column>
          </Band>
        )}
      </Piece>
      <Band>
        <Column valign="top" style={{ padding: '0 0 22px' }}>
          {upright ? (
            <Piece name="picture">
              <SidePicture story={story} tokens={tokens} side="start" />
            </Piece>
          ) : null}
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
