import type { EditionView } from '../contract/view-model.ts';
import { Column } from '../kit.ts';
import { Nameplate } from '../parts/nameplate.tsx';
import { Note } from '../parts/note.tsx';
import { Band, sides } from '../parts/primitives.tsx';
import { bulletinTokens } from '../tokens.ts';

const { fonts, light } = bulletinTokens;

/** A bar of colour, the name as large as it goes, and one line of facts: everything on one edge. */
export const Masthead = ({ edition: { masthead, note, direction } }: { edition: EditionView }) => (
  <>
    <Band>
      <Column className="u" height={8} style={{ backgroundColor: light.accent, font: '1px/8px serif' }}>
        &nbsp;
      </Column>
    </Band>
    <Band>
      <Column style={{ padding: '26px 0 0' }}>
        <Nameplate name={masthead.name} direction={direction} tokens={bulletinTokens} />
        {masthead.tagline === null ? null : (
          <p className="b" style={{ margin: '4px 0 0', font: fonts.tagline, color: light.body }}>
            {masthead.tagline}
          </p>
        )}
        <p className="m" style={{ margin: '14px 0 0', font: fonts.dateline, color: light.muted }}>
          <b className="i" style={{ color: light.ink }}>
            {masthead.date}
          </b>
          {` · ${masthead.number} · ${masthead.storyCount}`}
        </p>
      </Column>
    </Band>
    {note.length === 0 ? null : (
      <Band>
        <Column style={{ padding: '28px 0 0' }}>
          <Band>
            <Column className="c" style={noteCell(sides(direction)[0])}>
              <Note note={note} tokens={bulletinTokens} />
            </Column>
          </Band>
        </Column>
      </Band>
    )}
  </>
);

const noteCell = (start: 'left' | 'right') =>
  start === 'left'
    ? { borderLeft: `4px solid ${light.accent}`, padding: '0 0 0 20px' }
    : { borderRight: `4px solid ${light.accent}`, padding: '0 20px 0 0' };
