import { Column } from '../kit.ts';
import { LeadPicture, Opening, UprightPicture } from '../parts/lead-parts.tsx';
import { Band, Half, Piece, Spacer } from '../parts/primitives.tsx';
import { Byline, Excerpt, Headline, Kicker, SidePicture, SmallPrint, type StoryProps } from '../parts/story-parts.tsx';
import { tracking } from '../tokens.ts';

/** A story by its form: over the whole width, with a picture at its end, or half a column wide. */
export const Story = ({ story, tokens }: StoryProps) => {
  if (story.form === 'lead') return <Lead story={story} tokens={tokens} />;
  if (story.form === 'brief') return <Brief story={story} tokens={tokens} />;
  const { light } = tokens;
  const half = story.half && story.form === 'card';
  return (
    <>
      <Opening story={story} above={8} height={3} className="k" rule={`3px solid ${light.ink}`} />
      <Half story={{ ...story, half }} className="r" style={{ padding: '9px 0', borderTop: `1px solid ${light.hairline}` }}>
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
  return (
    <>
      <Spacer height={18} />
      <LeadPicture story={story} tokens={tokens} padding="0 0 12px" />
      <Band>
        <Column valign="top" style={{ padding: '0 0 16px' }}>
          <UprightPicture story={story} tokens={tokens} />
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
  <Half story={story} className="r" style={{ padding: '8px 0 9px', borderTop: `1px solid ${tokens.light.hairline}` }}>
    <Headline story={story} tokens={tokens} />
    <Byline story={story} tokens={tokens} style={{ margin: '2px 0 0' }} />
  </Half>
);

const Label = ({ story, tokens }: StoryProps) => (
  <Kicker story={story} tokens={tokens} style={{ textTransform: 'uppercase', letterSpacing: tracking.label[story.pageDirection] }} />
);
