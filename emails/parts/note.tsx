import type { NoteBlock, NoteLine, NotePart } from '../contract/view-model.ts';
import type { Tokens } from '../tokens.ts';
import { Anchor, sides } from './primitives.tsx';

/** What an editor wrote: paragraphs and lists of words, some stressed or linked, each on the side its own script starts from. */
export const Note = ({ note, tokens }: { note: readonly NoteBlock[]; tokens: Tokens }) =>
  note.map((block, index) => <Block key={index.toString()} block={block} tokens={tokens} />);

const Block = ({ block, tokens: { fonts, light } }: { block: NoteBlock; tokens: Tokens }) => {
  if (block.kind === 'paragraph')
    return (
      <p
        className="b"
        dir={block.line.direction}
        style={{ margin: '0 0 12px', font: fonts.note, color: light.body, textAlign: sides(block.line.direction)[0] }}
      >
        <Line line={block.line} color={light.ink} />
      </p>
    );
  const items = block.items.map((item, index) => (
    <li key={index.toString()} style={{ margin: '0 0 4px' }}>
      {/* On the words alone: an item's own direction would take its mark to the side its list has not. */}
      <span dir={item.direction}>
        <Line line={item} color={light.ink} />
      </span>
    </li>
  ));
  const list = {
    className: 'b',
    dir: block.direction,
    style: { margin: '0 0 12px', padding: '0 24px', font: fonts.note, color: light.body, textAlign: sides(block.direction)[0] },
  };
  return block.ordered ? <ol {...list}>{items}</ol> : <ul {...list}>{items}</ul>;
};

const Line = ({ line, color }: { line: NoteLine; color: string }) =>
  line.parts.map((part, index) => <Part key={index.toString()} part={part} color={color} />);

const Part = ({ part: { text, strong, emphasised, href }, color }: { part: NotePart; color: string }) => {
  const stressed = emphasised ? <em>{text}</em> : text;
  const words = strong ? <strong>{stressed}</strong> : stressed;
  return href === null ? (
    words
  ) : (
    <Anchor href={href} className="i" color={color} underlined>
      {words}
    </Anchor>
  );
};
