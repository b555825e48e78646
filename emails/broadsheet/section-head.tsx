import type { Direction } from '../contract/view-model.ts';
import { Column, Heading } from '../kit.ts';
import { Band, Spacer } from '../parts/primitives.tsx';
import { broadsheetTokens, sizes, tracking } from '../tokens.ts';

const { fonts, light } = broadsheetTokens;

/** A topic's name under a heavy rule; the first story's own hairline closes it below. */
export const SectionHead = ({ topic, direction }: { topic: string; direction: Direction }) => (
  <>
    <Spacer height={sizes.beforeSection} />
    <Band>
      <Column className="k" style={{ padding: '10px 0', borderTop: `3px solid ${light.ink}` }}>
        <Heading as="h2" className="a" dir="auto" style={{ ...heading, letterSpacing: tracking.label[direction] }}>
          {topic}
        </Heading>
      </Column>
    </Band>
  </>
);

const heading = { margin: 0, font: fonts.section, textTransform: 'uppercase', color: light.accent } as const;
