import type { HighlightView } from '../contract/view-model.ts';
import type { DigestTokens } from '../tokens.ts';
import { Anchor, Piece } from './primitives.tsx';

type LineProps = { readonly highlight: HighlightView; readonly tokens: DigestTokens };

type LineLook = {
  /** How the topic is set apart from the headline behind it. */
  readonly topic: 'bold' | 'bold accent' | 'accent';
  /** Space above the line, in px. */
  readonly gap: number;
};

/** A line of "In this edition": the topic, which a digest of one topic leaves out, and the headline, leading to its story. */
export const highlightLine =
  ({ topic: look, gap }: LineLook) =>
  ({ highlight: { topic, headline, href, direction }, tokens: { fonts, light } }: LineProps) => {
    const Topic = look === 'accent' ? 'span' : 'b';
    const colour = look === 'bold' ? {} : { className: 'a', style: { color: light.accent } };
    const { className, ...style } = colour as { className?: string };
    const words = <span dir={direction}>{headline}</span>;
    return (
      <p className="i" style={{ margin: `${gap}px 0 0`, font: fonts.highlight, color: light.ink }}>
        <Piece name="topic">
          {topic === null ? null : (
            <>
              <Topic className={className} dir="auto" {...style}>
                {topic}
              </Topic>
              {' · '}
            </>
          )}
        </Piece>
        {href === null ? (
          words
        ) : (
          <Anchor href={href} className="i" color={light.ink} underlined>
            {words}
          </Anchor>
        )}
      </p>
    );
  };
