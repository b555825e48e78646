import type { ReactNode } from 'react';
import type { Direction, HighlightView } from '../../src/composition/view-model.ts';
import { Column, Heading } from '../kit.ts';
import { Band, Spacer } from '../parts/primitives.tsx';
import { bulletinTokens, sizes } from '../tokens.ts';

const { fonts, light } = bulletinTokens;

/** "In this edition": a panel of two columns, topics and headlines. */
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

export const Highlight = ({ highlight }: { highlight: HighlightView }) => (
  <Band>
    <Column
      className="a r"
      valign="top"
      width="30%"
      style={{ ...row, ...beside(highlight), font: fonts.highlightTopic, color: light.accent }}
    >
      <span dir="auto">{highlight.topic}</span>
    </Column>
    <Column className="i r" valign="top" style={{ ...row, font: fonts.highlight, color: light.ink }}>
      <span dir={highlight.direction}>{highlight.headline}</span>
    </Column>
  </Band>
);

/** Room between the columns, which a long topic would otherwise use up. */
const beside = ({ pageDirection }: HighlightView) => ({ padding: pageDirection === 'rtl' ? '9px 0 9px 14px' : '9px 14px 9px 0' });

const row = { padding: '9px 0', borderTop: `1px solid ${light.hairline}` } as const;
