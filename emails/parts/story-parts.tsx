import type { ReactNode } from 'react';
import type { PictureView, StoryView } from '../contract/view-model.ts';
import { Column, Img } from '../kit.ts';
import type { DigestTokens } from '../tokens.ts';
import { OutletList } from './links.tsx';
import { Anchor, Piece, SilentLink } from './primitives.tsx';

type StoryProps = { readonly story: StoryView; readonly tokens: DigestTokens };
type PictureProps = StoryProps & {
  readonly picture: PictureView /** Radius in px; Word and old Outlooks show square corners. */;
  readonly corner?: number;
};

/** The wide picture above the first headline; `gap` px stand below it. */
export const LeadPicture = ({ picture, tokens, gap, corner }: Omit<PictureProps, 'story'> & { readonly gap: number }) => (
  <Img
    src={picture.src}
    width={picture.width}
    height={picture.height}
    alt={picture.alt}
    className="t m w"
    style={{
      ...pictureStyle(tokens),
      font: tokens.fonts.leadAlt,
      width: '100%',
      maxWidth: picture.width,
      height: 'auto',
      marginBottom: gap,
      borderRadius: corner,
    }}
  />
);

/** The square beside a card, in a cell of its own. */
export const Thumbnail = ({
  story,
  picture,
  tokens,
  corner,
  className,
  cell,
}: PictureProps & { readonly className: string; readonly cell: object }) => (
  <Column className={className} valign="top" width={picture.width} style={cell}>
    <SilentLink href={story.href}>
      <Img
        src={picture.src}
        width={picture.width}
        height={picture.height}
        alt={picture.alt}
        className="t m th"
        style={{ ...pictureStyle(tokens), font: tokens.fonts.cardAlt, borderRadius: corner }}
      />
    </SilentLink>
  </Column>
);

/** The tint and the words' style are what a reader sees whose client blocks pictures. */
const pictureStyle = ({ light }: DigestTokens) =>
  ({
    display: 'block',
    outline: undefined,
    border: 0,
    textDecoration: undefined,
    backgroundColor: light.tint,
    textAlign: 'center',
    color: light.muted,
  }) as const;

/** The headline's words, linked where there is somewhere to go. */
export const HeadlineLink = ({ story, tokens, children }: StoryProps & { readonly children: ReactNode }) =>
  story.href === null ? (
    children
  ) : (
    <Anchor href={story.href} className="i" color={tokens.light.ink}>
      {children}
    </Anchor>
  );

export const UpdateBadge = ({ story, tokens, corner }: StoryProps & { readonly corner?: number }) => (
  <Piece name="update">
    {story.update === null ? null : (
      <>
        <b className="u" style={{ backgroundColor: tokens.light.accent, color: tokens.light.paper, borderRadius: corner }}>
          &nbsp;{story.update}&nbsp;
        </b>{' '}
      </>
    )}
  </Piece>
);

/** What follows the outlet in a byline. */
export const StoryFacts = ({ story: { date, readingTime, video } }: { readonly story: StoryView }) =>
  [date, readingTime, video].map((fact) => (fact === null ? '' : ` · ${fact}`)).join('');

export const Excerpt = ({ story, tokens: { fonts, light }, gap }: StoryProps & { readonly gap: number }) => (
  <Piece name="excerpt">
    {story.excerpt === null ? null : (
      <p
        className="b"
        dir={ownDirection(story)}
        style={{ margin: `${gap}px 0 0`, font: story.form === 'lead' ? fonts.leadExcerpt : fonts.cardExcerpt, color: light.body }}
      >
        {story.excerpt}
      </p>
    )}
  </Piece>
);

/** "Also covered by" and the link to send a story on, each `gap` px below what stands above it. */
export const SmallPrint = ({ story, tokens: { fonts, light }, gap }: StoryProps & { readonly gap: number }) => {
  const small = { margin: `${gap}px 0 0`, font: fonts.byline, color: light.muted };
  return (
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
};

/** Said only where it differs: most stories are in the newsletter's own language. */
export const ownDirection = ({ direction, pageDirection }: StoryView) => (direction === pageDirection ? undefined : direction);
