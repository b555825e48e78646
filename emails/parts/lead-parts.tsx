import { Column } from '../kit.ts';
import { Band, Piece, Spacer } from './primitives.tsx';
import { isUpright, SidePicture, type StoryProps, WidePicture } from './story-parts.tsx';

/** A lead's picture over the whole width, in a row of its own: Word keeps no margin below a picture. */
export const LeadPicture = ({
  story,
  tokens,
  padding,
  corner,
}: StoryProps & { readonly padding: string; readonly corner?: number | undefined }) => (
  <Piece name="picture">
    {story.picture === null || isUpright(story.picture) ? null : (
      <Band>
        <Column style={{ padding }}>
          <WidePicture story={story} tokens={tokens} picture={story.picture} corner={corner} />
        </Column>
      </Band>
    )}
  </Piece>
);

/** A lead's upright picture, beside its words. */
export const UprightPicture = ({ story, tokens, side = 'end' }: StoryProps & { readonly side?: 'start' | 'end' }) =>
  story.picture !== null && isUpright(story.picture) ? (
    <Piece name="picture">
      <SidePicture story={story} tokens={tokens} side={side} />
    </Piece>
  ) : null;

type OpeningProps = {
  /** White above the rule, and the height of the row it stands on, in px. */
  readonly above: number;
  readonly height: number;
  readonly className: 'c' | 'k' | 'r';
  /** As CSS writes it: `1px solid #000000`. */
  readonly rule: string;
};

/** What the heading of a section would stand under, above a story that says its topic itself. */
export const Opening = ({ story, above, height, className, rule }: OpeningProps & Pick<StoryProps, 'story'>) => (
  <Piece name="kicker">
    {story.kicker === null ? null : (
      <>
        <Spacer height={above} />
        <Band>
          <td className={className} height={height} style={{ borderTop: rule, font: `1px/${height}px serif` }}>
            &nbsp;
          </td>
        </Band>
      </>
    )}
  </Piece>
);
