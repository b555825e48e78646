import type { ReactNode } from 'react';
import type { HighlightView } from '../contract/view-model.ts';
import { Anchor, Piece } from './primitives.tsx';

/** The headline of a highlight, leading to the story. */
export const HighlightWords = ({ highlight: { headline, href, direction }, color }: { highlight: HighlightView; color: string }) => {
  const words = <span dir={direction}>{headline}</span>;
  return href === null ? (
    words
  ) : (
    <Anchor href={href} className="i" color={color} underlined>
      {words}
    </Anchor>
  );
};

/** The topic before it; a digest of one topic leaves it out. */
export const HighlightTopic = ({
  highlight: { topic },
  children,
}: {
  highlight: HighlightView;
  children: (topic: string) => ReactNode;
}) => <Piece name="topic">{topic === null ? null : children(topic)}</Piece>;
