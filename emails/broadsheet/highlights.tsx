import type { ReactNode } from 'react';
import type { Direction, HighlightView } from '../contract/view-model.ts';
import { Column, Heading } from '../kit.ts';
import { Band } from '../parts/primitives.tsx';
import { broadsheetTokens, tracking } from '../tokens.ts';

const { fonts, light } = broadsheetTokens;

/** "In this edition": a heading over one line a story. */
export const Highlights = ({ title, direction, children }: { title: string; direction: Direction; children: ReactNode }) => (
  <Band>
    <Column style={{ padding: '26px 0 0' }}>
      <Heading
        as="h2"
        className="a"
        style={{ margin: 0, font: fonts.label, letterSpacing: tracking.label[direction], textTransform: 'uppercase', color: light.accent }}
      >
        {title}
      </Heading>
      {children}
    </Column>
  </Band>
);

export const Highlight = ({ highlight }: { highlight: HighlightView }) => (
  <p className="i" style={{ margin: '10px 0 0', font: fonts.highlight, color: light.ink }}>
    <b dir="auto">{highlight.topic}</b> <span dir={highlight.direction}>{highlight.headline}</span>
  </p>
);
