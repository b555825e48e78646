import type { EditionView } from '../contract/view-model.ts';
import { Column } from '../kit.ts';
import { Nameplate } from '../parts/nameplate.tsx';
import { Note } from '../parts/note.tsx';
import { Band, sides } from '../parts/primitives.tsx';
import { broadsheetTokens } from '../tokens.ts';

const { fonts, light } = broadsheetTokens;

/** Nameplate and dateline, and the editor's opening words under them. */
export const Masthead = ({ edition }: { edition: EditionView }) => {
  const { masthead, note, direction } = edition;
  const [start, end] = sides(direction);
  return (
    <>
      <Band>
        <Column align="center" style={{ padding: '36px 0 22px' }}>
          <Nameplate name={masthead.name} direction={direction} tokens={broadsheetTokens} />
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
  // The heavier rule above: what follows below opens with a heavy rule of its own.
  borderTop: `3px double ${light.ink}`,
  borderBottom: `1px solid ${light.ink}`,
  font: fonts.dateline,
  color: light.muted,
} as const;
