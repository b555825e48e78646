import type { Direction } from '../contract/view-model.ts';
import { Column, Heading } from '../kit.ts';
import { Band, Snug, Spacer } from '../parts/primitives.tsx';
import { bulletinTokens, tracking } from '../tokens.ts';

const { fonts, light } = bulletinTokens;

/** A topic's name hanging from a bar as wide as itself, under a line as wide as the page. */
export const SectionHead = ({ topic, direction }: { topic: string; direction: Direction }) => (
  <>
    <Spacer height={36} />
    <Band>
      <Column className="k" style={{ borderTop: `1px solid ${light.ink}` }}>
        <Snug>
          <td className="c" style={{ borderTop: `5px solid ${light.accent}`, padding: '10px 0 0' }}>
            <Heading as="h2" className="i" dir="auto" style={{ ...heading, letterSpacing: tracking.headline[direction] }}>
              {topic}
            </Heading>
          </td>
        </Snug>
      </Column>
    </Band>
  </>
);

const heading = { margin: 0, font: fonts.section, color: light.ink } as const;
