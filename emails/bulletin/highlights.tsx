import type { ReactNode } from 'react';
import type { Direction, HighlightView } from '../contract/view-model.ts';
import { Column, Heading } from '../kit.ts';
import { Band, Spacer } from '../parts/primitives.tsx';
import { bulletinTokens, sizes } from '../tokens.ts';

const { fonts, light } = bulletinTokens;

/** "In this edition": a panel of rows, topic and headline. */
export const Highlights = ({ title, children }: { title: string; direction: Direction; children: ReactNode }) => (
  <>
    <Spacer height={sizes.beforeSection} />
    <Band>
      <Column className="t" style={{ padding: '18px 24px 10px', backgroundColor: light.tint, borderRadius: 8 }}>
        <Heading as="h2" className="i" style={{ margin: '0 0 10px', font: fonts.label, color: light.ink }}>
          {title}
        </Heading>
        {children}
      </Column>
    </Band>
  </>
);

/** Topic above headline: beside it, the width of a topic nobody knows beforehand would decide what is left for words. */
export const Highlight = ({ highlight }: { highlight: HighlightView }) => (
  <Band>
    <Column className="r" style={{ padding: '9px 0', borderTop: `1px solid ${light.hairline}` }}>
      <p className="a" dir="auto" style={{ margin: 0, font: fonts.highlightTopic, color: light.accent }}>
        {highlight.topic}
      </p>
      <p className="i" style={{ margin: 0, font: fonts.highlight, color: light.ink }}>
        <span dir={highlight.direction}>{highlight.headline}</span>
      </p>
    </Column>
  </Band>
);
