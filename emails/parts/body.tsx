import { Fragment, type ReactNode } from 'react';
import type { BodyBlock, BodyLine, BodyPart, Direction, LinkView } from '../contract/view-model.ts';
import { Heading, Img } from '../kit.ts';
import { Anchor, sides } from './primitives.tsx';

/** Fonts are CSS shorthands, colours those of light paper; classes in the head turn the dark ones on. */
export type BodyLook = {
  readonly words: string;
  readonly heading: string;
  /** Captions, tables, and the link behind the text. */
  readonly small: string;
  /** Words in place of a picture that is not shown. */
  readonly alt: string;
  readonly ink: string;
  readonly body: string;
  readonly muted: string;
  readonly tint: string;
  readonly hairline: string;
  readonly corner?: number | undefined;
  /** `false`: what a picture would show is said in brackets. */
  readonly pictures: boolean;
};

type Set = { readonly look: BodyLook; readonly page: Direction };

/** What an article says, whole: each block on the side its own script starts from. */
export const Body = ({ blocks, readOn, ...set }: Set & { readonly blocks: readonly BodyBlock[]; readonly readOn: LinkView | null }) => (
  <>
    <Blocks blocks={blocks} {...set} />
    {readOn === null ? null : (
      <p className="m" style={{ margin: '0 0 6px', font: set.look.small, color: set.look.muted }}>
        <Anchor href={readOn.href} className="i" color={set.look.ink} underlined tall>
          {readOn.label}
        </Anchor>
      </p>
    )}
  </>
);

const Blocks = ({ blocks, ...set }: Set & { readonly blocks: readonly BodyBlock[] }) =>
  blocks.map((block, index) => <Block key={index.toString()} block={block} {...set} />);

/** CSS px that pictures of texts are made for. */
const widest = 540;
const monospace = 'Menlo,Consolas,monospace';

/** Said only where it differs from the page's. */
const own = (direction: Direction, page: Direction) => ({
  dir: direction === page ? undefined : direction,
  side: direction === page ? {} : ({ textAlign: sides(direction)[0] } as const),
});

const Block = ({ block, look, page }: Set & { readonly block: BodyBlock }) => {
  switch (block.kind) {
    case 'paragraph': {
      const { dir, side } = own(block.line.direction, page);
      return (
        <p className="b" dir={dir} style={{ margin: '0 0 14px', font: look.words, color: look.body, ...side }}>
          <Line line={block.line} look={look} />
        </p>
      );
    }
    case 'heading': {
      const { dir, side } = own(block.line.direction, page);
      return (
        <Heading
          as={`h${block.level}`}
          className="i"
          dir={dir}
          style={{ margin: '20px 0 8px', font: block.level === 4 ? look.heading : `bold ${look.words}`, color: look.ink, ...side }}
        >
          <Line line={block.line} look={look} />
        </Heading>
      );
    }
    case 'list':
      return <List list={block} look={look} page={page} />;
    case 'quote':
      return <Quote quote={block} look={look} page={page} />;
    case 'code':
      return <Code lines={block.lines} look={look} />;
    case 'table':
      return <Table table={block} look={look} page={page} />;
    case 'picture':
      return <Figure figure={block} look={look} page={page} />;
    case 'rule':
      return <hr className="r" style={{ margin: '20px 0', border: 0, borderTop: `1px solid ${look.hairline}` }} />;
  }
};

type Of<Kind extends BodyBlock['kind']> = Extract<BodyBlock, { kind: Kind }>;

const List = ({ list: { ordered, start, direction, items }, look, page }: Set & { readonly list: Of<'list'> }) => {
  const { dir, side } = own(direction, page);
  const lines = items.map((item, index) => (
    <li key={index.toString()} style={{ margin: '0 0 6px' }}>
      <Item item={item} look={look} page={direction} />
    </li>
  ));
  const [before] = sides(direction);
  const style = {
    margin: '0 0 14px',
    padding: before === 'left' ? '0 0 0 24px' : '0 24px 0 0',
    font: look.words,
    color: look.body,
    ...side,
  };
  return ordered ? (
    <ol className="b" dir={dir} start={start === 1 ? undefined : start} style={style}>
      {lines}
    </ol>
  ) : (
    <ul className="b" dir={dir} style={style}>
      {lines}
    </ul>
  );
};

/** Words at the item's own mark; whatever else it holds stands below them. */
const Item = ({ item: [first, ...rest], look, page }: Set & { readonly item: readonly BodyBlock[] }) => (
  <>
    {first === undefined ? null : first.kind === 'paragraph' ? (
      <span dir={own(first.line.direction, page).dir}>
        <Line line={first.line} look={look} />
      </span>
    ) : (
      <Block block={first} look={look} page={page} />
    )}
    {rest.length === 0 ? null : (
      <div style={{ padding: '8px 0 0' }}>
        <Blocks blocks={rest} look={look} page={page} />
      </div>
    )}
  </>
);

/** A cell over the whole width: Word keeps borders and padding of nothing else. */
const Cell = ({ className, style, children }: { readonly className: string; readonly style: object; readonly children: ReactNode }) => (
  <table role="presentation" width="100%" cellPadding="0" cellSpacing="0" border={0}>
    <tbody>
      <tr>
        <td className={className} style={style}>
          {children}
        </td>
      </tr>
    </tbody>
  </table>
);

const Quote = ({ quote: { direction, blocks }, look, page }: Set & { readonly quote: Of<'quote'> }) => {
  const [before] = sides(direction);
  const line = `3px solid ${look.hairline}`;
  const edge = before === 'left' ? { borderLeft: line, padding: '2px 0 1px 14px' } : { borderRight: line, padding: '2px 14px 1px 0' };
  return (
    <>
      <Cell className="r" style={edge}>
        <blockquote dir={own(direction, page).dir} style={{ margin: 0 }}>
          <Blocks blocks={blocks} look={look} page={direction} />
        </blockquote>
      </Cell>
      <Gap />
    </>
  );
};

const Code = ({ lines, look }: { readonly lines: readonly string[]; readonly look: BodyLook }) => (
  <>
    <Cell className="t" style={{ padding: '10px 12px', backgroundColor: look.tint, borderRadius: look.corner }}>
      {/* Broken where a phone ends: what is cut off is not seen, and mail does not scroll sideways. */}
      <pre
        className="b"
        dir="ltr"
        style={{ margin: 0, font: `14px/21px ${monospace}`, color: look.body, whiteSpace: 'pre-wrap', textAlign: 'left' }}
      >
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines do not change their order
          <Fragment key={index}>
            {index === 0 ? null : <br />}
            {line}
          </Fragment>
        ))}
      </pre>
    </Cell>
    <Gap />
  </>
);

/** Below a table: Word honours no margin of one. */
const Gap = () => <div style={{ font: '14px/14px serif' }}>&nbsp;</div>;

const Table = ({ table: { direction, head, rows }, look, page }: Set & { readonly table: Of<'table'> }) => {
  const { dir } = own(direction, page);
  const [align, end] = sides(direction);
  const cell = (rule: string) => ({
    padding: align === 'left' ? '6px 12px 6px 0' : '6px 0 6px 12px',
    font: look.small,
    borderBottom: rule,
  });
  const body = rows.map((row, at) => (
    <tr key={at.toString()}>
      {row.map((line, column) => (
        <td
          key={column.toString()}
          className="b r"
          align={align}
          valign="top"
          style={{ ...cell(`1px solid ${look.hairline}`), color: look.body }}
        >
          <Line line={line} look={look} />
        </td>
      ))}
    </tr>
  ));
  const frame = {
    width: '100%',
    dir,
    cellPadding: '0',
    cellSpacing: '0',
    border: 0,
    align: end === 'left' ? ('right' as const) : undefined,
  };
  if (head.length === 0)
    return (
      <>
        <table role="presentation" {...frame}>
          <tbody>{body}</tbody>
        </table>
        <Gap />
      </>
    );
  return (
    <>
      <table {...frame}>
        <thead>
          <tr>
            {head.map((line, column) => (
              <th
                key={column.toString()}
                scope="col"
                className="i r"
                align={align}
                style={{ ...cell(`2px solid ${look.hairline}`), font: `bold ${look.small}`, color: look.ink }}
              >
                <Line line={line} look={look} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{body}</tbody>
      </table>
      <Gap />
    </>
  );
};

const Figure = ({ figure: { own: ofStory, picture, caption, href }, look, page }: Set & { readonly figure: Of<'picture'> }) => {
  if (ofStory && !look.pictures) return null;
  const words = caption ?? (look.pictures || picture.alt === '' ? null : plainLine(picture.alt, page));
  const image = (
    <Img
      src={picture.src}
      width={picture.width}
      height={picture.height}
      alt={picture.alt}
      className="t m w"
      style={{
        display: 'block',
        outline: undefined,
        border: 0,
        textDecoration: undefined,
        width: '100%',
        // What was made as wide as goes fills its column, which may be a little wider.
        maxWidth: picture.width >= widest ? undefined : picture.width,
        height: 'auto',
        backgroundColor: look.tint,
        font: look.alt,
        color: look.muted,
        borderRadius: look.corner,
      }}
    />
  );
  const { dir, side } = own(words?.direction ?? page, page);
  return (
    <>
      {look.pictures ? (
        <div style={{ padding: `4px 0 ${words === null ? 14 : 6}px` }}>{href === null ? image : <Anchor href={href}>{image}</Anchor>}</div>
      ) : null}
      {words === null ? null : (
        <p className="m" dir={dir} style={{ margin: '0 0 16px', font: look.small, color: look.muted, ...side }}>
          {look.pictures ? null : '['}
          <Line line={words} look={look} />
          {look.pictures ? null : ']'}
        </p>
      )}
    </>
  );
};

const plainLine = (text: string, direction: Direction): BodyLine => ({
  direction,
  parts: [{ text, strong: false, emphasised: false, code: false, struck: false, href: null }],
});

const Line = ({ line, look }: { readonly line: BodyLine; readonly look: BodyLook }) =>
  line.parts.map((part, index) => <Part key={index.toString()} part={part} look={look} />);

const Part = ({ part: { text, strong, emphasised, code, struck, href }, look }: { readonly part: BodyPart; readonly look: BodyLook }) => {
  if (text === '\n') return <br />;
  const written = code ? <code style={{ fontFamily: monospace }}>{text}</code> : text;
  const whole = struck ? <s>{written}</s> : written;
  const stressed = emphasised ? <em>{whole}</em> : whole;
  const words = strong ? <strong>{stressed}</strong> : stressed;
  return href === null ? (
    words
  ) : (
    <Anchor href={href} className="i" color={look.ink} underlined>
      {words}
    </Anchor>
  );
};
