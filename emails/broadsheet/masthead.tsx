import type { EditionView } from '../../src/composition/view-model.ts';
import { Column, Heading } from '../kit.ts';
import { Note } from '../parts/note.tsx';
import { Band, sides } from '../parts/primitives.tsx';
import { broadsheetTokens, tracking } from '../tokens.ts';

const { fonts, light } = broadsheetTokens;

/** Nameplate and dateline, and the editor's opening words under them. */
export const Masthead = ({ edition }: { edition: EditionView }) => {
  const { masthead, note, direction } = edition;
  const [start, end] = sides(direction);
  return (
    <>
      <Band>
        <Column align="center" style={{ padding: '36px 0 22px' }}>
          <Heading
            as="h1"
            className="i nm"
            style={{ margin: 0, font: fonts.masthead, letterSpacing: tracking.nameplate[direction], color: light.ink }}
          >
            {masthead.name}
          </Heading>
          {masthead.tagline === null ? null : (
            <p
              className="m"
              style={{ margin: '6px 0 0', font: direction === 'rtl' ? fonts.taglineUpright : fonts.tagline, color: light.muted }}
            >
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
      {note.length === 0 ? null : (
        <Band>
          <Column style={{ padding: '24px 0 0' }}>
            <Note note={note} tokens={broadsheetTokens} />
          </Column>
        </Band>
      )}
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
