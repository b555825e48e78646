import type { Direction } from '../../src/composition/view-model.ts';
import { Column, Heading } from '../kit.ts';
import { fonts, light, tracking } from '../tokens.ts';
import { Band } from './primitives.tsx';

/** A topic's name under a heavy rule; the first story's own hairline closes it below. */
export const SectionHead = ({ topic, direction }: { topic: string; direction: Direction }) => (
  <Band>
    <Column style={{ padding: '32px 0 0' }}>
      <Heading as="h2" className="a k" style={{ ...heading, letterSpacing: tracking.label[direction] }}>
        {topic}
      </Heading>
    </Column>
  </Band>
);

const heading = {
  margin: 0,
  padding: '10px 0',
  borderTop: `3px solid ${light.ink}`,
  font: fonts.section,
  textTransform: 'uppercase',
  color: light.accent,
} as const;
