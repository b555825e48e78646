import { Column } from '../kit.ts';
import { Band, Half, Piece, Spacer } from '../parts/primitives.tsx';
import {
  Byline,
  Excerpt,
  Headline,
  isUpright,
  Kicker,
  SidePicture,
  SmallPrint,
  type StoryProps,
  WidePicture,
} from '../parts/story-parts.tsx';
import { tracking } from '../tokens.ts';

/** A story by its form: over the whole width, with a picture at its end, or half a column wide. */
export const Story = ({ story, tokens }: StoryProps) => {
  if (story.form === 'lead') return <Lead story={story} tokens={tokens} />;
  if (story.form === 'brief') return <Brief story={story} tokens={tokens} />;
  const { light } = tokens;
  const half = story.half && story.form === 'card';
  return (
    <>
      <Piece name="kicker">
        {story.kicker === null ? null : (
          <>
            <Spacer height={10} />
            <Band>
              <td className="k" height={3} style={{ borderTop: `3px solid ${light.ink}`, font: '1px/3px serif' }}>
                &nbsp;
              </td>
            </Band>
          </>
        )}
      </Piece>
      <Half story={{ ...story, half }} className="r" style={{ padding: '10px 0', borderTop: `1px solid ${light.hairline}` }}>
        <Piece name="picture">
          <SidePicture story={story} tokens={tokens} />
        </Piece>
        <Label story={story} tokens={tokens} />
        <Headline story={story} tokens={tokens} />
        <Byline story={story} tokens={tokens} />
        <Excerpt story={story} tokens={tokens} />
        <SmallPrint story={story} tokens={tokens} />
      </Half>
    </>
  );
};

/** The picture has a row of its own: Word keeps no margin below it. */
const Lead = ({ story, tokens }: StoryProps) => {
  const upright = story.picture !== null && isUpright(story.picture);
  return (
    <>
      <Spacer height={18} />
      <Piece name="picture">
        {story.picture === null || upright ? null : (
          <Band>
            <Column style={{ padding: '0 0 12px' }}>
              <WidePicture story={story} tokens={tokens} picture={story.picture} />
            </Column>
          </Band>
        )}
      </Piece>
      <Band>
        <Column valign="top" style={{ padding: '0 0 18px' }}>
          {upright ? (
            <Piece name="picture">
              <SidePicture story={story} tokens={tokens} />
            </Piece>
          ) : null}
          <Label story={story} tokens={tokens} />
          <Headline story={story} tokens={tokens} style={{ letterSpacing: tracking.headline[story.direction] }} />
          <Byline story={story} tokens={tokens} style={{ margin: '8px 0 0' }} />
          <Excerpt story={story} tokens={tokens} style={{ margin: '8px 0 0' }} />
          <SmallPrint story={story} tokens={tokens} />
        </Column>
      </Band>
    </>
  );
};

const Brief = ({ story, tokens }: StoryProps) => (
  <Half story={story} className="r" style={{ padding: '9px 0 10px', borderTop: `1px solid ${tokens.light.hairline}` }}>
    <Headline story={story} tokens={tokens} />
    <Byline story={story} tokens={tokens} style={{ margin: '2px 0 0' }} />
  </Half>
);

const Label = ({ story, tokens }: StoryProps) => (
  <Kicker story={story} tokens={tokens} style={{ textTransform: 'uppercase', letterSpacing: tracking.label[story.pageDirection] }} />
);
