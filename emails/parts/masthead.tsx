import type { EditionView } from '../../src/composition/view-model.ts';
import { Column, Heading } from '../kit.ts';
import { fonts, light, tracking } from '../tokens.ts';
import { Band } from './primitives.tsx';

/** Nameplate and dateline, and the editor's opening words under them. */
export const Masthead = ({ edition }: { edition: EditionView }) => {
  const { masthead, intro, direction } = edition;
  const [start, end] = direction === 'rtl' ? (['right', 'left'] as const) : (['left', 'right'] as const);
  return (
    <>
      <Band>
        <Column align="center" style={{ padding: '36px 0 22px' }}>
          <Heading
            as="h1"
            className="i nm"
            style={{ margin: 0, font: fonts.masthead, letterSpacing: tracking.masthead[direction], color: light.ink }}
          >
            {masthead.name}
          </Heading>
          {masthead.tagline === null ? null : (
            <p className="m" style={{ margin: '6px 0 0', font: fonts.tagline, color: light.muted }}>
              {masthead.tagline}
            </p>
          )}
        </Column>
      </Band>
      <Band>
        <Column className="m k" width="22%" align={start} style={{ ...dateline, whiteSpace: 'nowrap' }}>
          {masthead.number}
        </Column>
        <Column className="m k" align="center" style={dateline}>
          {masthead.date}
        </Column>
        <Column className="m k" width="22%" align={end} style={{ ...dateline, whiteSpace: 'nowrap' }}>
          {masthead.storyCount}
        </Column>
      </Band>
      {intro.map((paragraph) => (
        <p key={paragraph} className="b" style={{ margin: '24px 0 0', font: fonts.intro, color: light.body }}>
          {paragraph}
        </p>
      ))}
    </>
  );
};

const dateline = {
  padding: '9px 0',
  borderTop: `1px solid ${light.ink}`,
  borderBottom: `3px double ${light.ink}`,
  font: fonts.dateline,
  color: light.muted,
} as const;
