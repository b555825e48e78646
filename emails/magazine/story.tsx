import { Column } from '../kit.ts';
import { LeadPicture, Opening, UprightPicture } from '../parts/lead-parts.tsx';
import { Band, Beside, Half, Piece, Spacer } from '../parts/primitives.tsx';
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

/** A story by its form: pictures first, as wide as there is room. */
export const Story = ({ story, tokens }: StoryProps) => {
  switch (story.form) {
    case 'lead':
      return <Lead story={story} tokens={tokens} />;
    case 'section-lead':
      return <Feature story={story} tokens={tokens} />;
    case 'card':
      return <Card story={story} tokens={tokens} />;
    case 'brief':
      return <Brief story={story} tokens={tokens} />;
  }
};

const Lead = ({ story, tokens }: StoryProps) => {
  const upright = story.picture !== null && isUpright(story.picture);
  return (
    <>
      <Spacer height={12} />
      <LeadPicture story={story} tokens={tokens} padding="0 0 20px" />
      <Band>
        <Column valign="top" align={upright ? undefined : 'center'} style={{ padding: '0 0 28px' }}>
          <UprightPicture story={story} tokens={tokens} />
          <Label story={story} tokens={tokens} />
          <Headline story={story} tokens={tokens} style={upright ? {} : middle} />
          <Byline story={story} tokens={tokens} style={{ margin: '12px 0 0' }} />
          <Excerpt story={story} tokens={tokens} style={{ margin: '12px 0 0', ...(upright ? {} : middle) }} />
          <SmallPrint story={story} tokens={tokens} />
        </Column>
      </Band>
    </>
  );
};

const middle = { textAlign: 'center' } as const;

/** The first of a section over the whole width; one that has no wide crop stands beside its smaller picture. */
const Feature = ({ story, tokens }: StoryProps) => (
  <>
    <Alone story={story} tokens={tokens} />
    <Band>
      <Column valign="top" style={{ padding: '0 0 22px' }}>
        <Piece name="picture">
          {story.wide === null || isUpright(story.wide) ? (
            <SidePicture story={story} tokens={tokens} side="start" />
          ) : (
            <Band>
              <Column style={{ padding: '0 0 14px' }}>
                <WidePicture story={story} tokens={tokens} picture={story.wide} />
              </Column>
            </Band>
          )}
        </Piece>
        <Beside>
          <Label story={story} tokens={tokens} />
          <Headline story={story} tokens={tokens} />
          <Byline story={story} tokens={tokens} style={{ margin: '8px 0 0' }} />
          <Excerpt story={story} tokens={tokens} style={{ margin: '8px 0 0' }} />
          <SmallPrint story={story} tokens={tokens} />
        </Beside>
      </Column>
    </Band>
  </>
);

/** What stands above a story that is alone in its section. */
const Alone = ({ story, tokens }: StoryProps) => (
  <Opening story={story} above={34} height={18} className="k" rule={`1px solid ${tokens.light.ink}`} />
);

/** Two side by side under their pictures; one alone stands beside its own. */
const Card = ({ story, tokens }: StoryProps) => {
  const picture = story.feature ?? story.picture;
  return (
    <>
      <Alone story={story} tokens={tokens} />
      <Half story={story} style={{ padding: '4px 0 20px' }}>
        <Piece name="picture">
          {story.half && picture !== null && picture.width > 200 ? (
            <Band>
              <Column style={{ padding: '0 0 10px' }}>
                <WidePicture story={story} tokens={tokens} picture={picture} full />
              </Column>
            </Band>
          ) : (
            <SidePicture story={story} tokens={tokens} side="start" />
          )}
        </Piece>
        <Beside>
          <Label story={story} tokens={tokens} />
          <Headline story={story} tokens={tokens} />
          <Byline story={story} tokens={tokens} />
          <Excerpt story={story} tokens={tokens} />
          <SmallPrint story={story} tokens={tokens} />
        </Beside>
      </Half>
    </>
  );
};

const Brief = ({ story, tokens }: StoryProps) => (
  <Half story={story} className="r" style={{ padding: '12px 0 14px', borderTop: `1px solid ${tokens.light.hairline}` }}>
    <Headline story={story} tokens={tokens} />
    <Byline story={story} tokens={tokens} style={{ margin: '3px 0 0' }} />
  </Half>
);

const Label = ({ story, tokens }: StoryProps) => (
  <Kicker
    story={story}
    tokens={tokens}
    style={{ margin: '0 0 6px', textTransform: 'uppercase', letterSpacing: tracking.label[story.pageDirection] }}
  />
);
