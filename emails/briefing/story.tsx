import type { ReactNode } from 'react';
import { Column, Heading } from '../kit.ts';
import { LeadPicture, Opening } from '../parts/lead-parts.tsx';
import { Anchor, Band, Piece, Spacer, sides } from '../parts/primitives.tsx';
import {
  Byline,
  Excerpt,
  Headline,
  InlineByline,
  isUpright,
  Kicker,
  ownWords,
  SidePicture,
  SmallPrint,
  type StoryProps,
  UpdateBadge,
} from '../parts/story-parts.tsx';

/** A story under its number: what happened, and what it comes to. */
export const Story = ({ story, tokens }: StoryProps) => {
  if (story.form === 'brief') return <Brief story={story} tokens={tokens} />;
  const lead = story.form === 'lead';
  const above = lead && story.picture !== null && !isUpright(story.picture);
  return (
    <>
      {lead ? null : <Opening story={story} above={22} height={2} className="c" rule={`2px solid ${tokens.light.accent}`} />}
      {lead ? <LeadPicture story={story} tokens={tokens} padding="2px 0 14px" /> : null}
      <Numbered story={story} tokens={tokens} ruled={!lead}>
        {above || story.form === 'card' ? null : (
          <Piece name="picture">
            <SidePicture story={story} tokens={tokens} />
          </Piece>
        )}
        <Kicker story={story} tokens={tokens} style={{}} />
        <Headline story={story} tokens={tokens} />
        <Byline story={story} tokens={tokens} />
        <Excerpt
          story={story}
          tokens={tokens}
          label={
            story.form === 'card' ? null : (
              <b className="i" lang={undefined} style={{ color: tokens.light.ink }}>
                {`${story.inShort}: `}
              </b>
            )
          }
        />
        <SmallPrint story={story} tokens={tokens} />
      </Numbered>
      {lead ? <Spacer height={6} /> : null}
    </>
  );
};

/** One line, its first words in bold, and who tells it. */
const Brief = ({ story, tokens, tokens: { fonts, light } }: StoryProps) => {
  const words = (
    <>
      <b>{story.opening.words}</b>
      {story.opening.rest}
    </>
  );
  return (
    <Numbered story={story} tokens={tokens} ruled>
      <UpdateBadge story={story} tokens={tokens} />
      <Heading
        as="h3"
        className="i"
        {...ownWords(story)}
        style={{ display: 'inline', margin: 0, font: fonts.briefHeadline, color: light.ink }}
      >
        {story.href === null ? (
          words
        ) : (
          <Anchor href={story.href} className="i" color={light.ink}>
            {words}
          </Anchor>
        )}
      </Heading>
      <InlineByline story={story} tokens={tokens} />
    </Numbered>
  );
};

const Numbered = ({
  story,
  tokens: { fonts, light },
  ruled,
  children,
}: StoryProps & { readonly ruled: boolean; readonly children: ReactNode }) => {
  const small = story.form === 'brief' || story.form === 'card';
  const rule = ruled ? { borderTop: `1px solid ${light.hairline}` } : {};
  const padding = small ? '9px 0' : '12px 0';
  const font = small ? fonts.cardHeadline : fonts.featureHeadline;
  return (
    <Band>
      <Column
        className="a r"
        width={34}
        valign="top"
        align={sides(story.pageDirection)[0]}
        style={{ padding, font, color: light.accent, ...rule }}
      >
        {story.number}
      </Column>
      <Column className="r" valign="top" style={{ padding, ...rule }}>
        {children}
      </Column>
    </Band>
  );
};
