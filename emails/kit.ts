/**
 * The only door to the component library. `renderMarkup` mends what its components write; every replacement matches
 * markup with raw quotes or angle brackets, which escaped content cannot contain.
 */
import { render } from '@react-email/render';
import { createElement, Fragment, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { withoutPieces } from './contract/pieces.ts';

export { Column, Head, Heading, Html, Img, Link, Row } from '@react-email/components';
export { pieceTag } from './contract/pieces.ts';

/** Element that is unwrapped after rendering: JSX cannot write conditional comments. */
export const rawTag = 'courant-raw';
const blockTag = 'courant-block';

/** A finished page: doctype first, `Piece`s unwrapped. */
export const renderPage = async (page: ReactElement): Promise<string> => withoutPieces(await renderMarkup(page));

/** One element's markup with `Piece`s still marked, so that `piecesOf` can take it apart. */
export const renderMarkup = async (element: ReactElement): Promise<string> => mended(await render(element));

/** The same at once, for what stands inside a theme that is no component. */
export const renderNow = (element: ReactElement): string =>
  // For pages React asks for pictures ahead of them.
  withoutPieces(mended(renderToStaticMarkup(element).replace(/<link rel="preload"[^>]*>/g, '')));

/** Several blocks' markup from one render. */
export const renderBlocks = async (blocks: readonly ReactElement[]): Promise<readonly string[]> => {
  const marked = blocks.map((block) => createElement(blockTag, null, block));
  const [, ...markup] = (await renderMarkup(createElement(Fragment, null, ...marked))).split(`<${blockTag}>`);
  return markup.map((block) => block.slice(0, -`</${blockTag}>`.length));
};

const mended = (markup: string): string => mendings.reduce((html, [found, instead]) => html.replaceAll(found, instead), markup);

const mendings: readonly (readonly [found: RegExp | string, instead: string])[] = [
  // The library writes XHTML 1.0 Transitional.
  [/^<!DOCTYPE[^>]*>/g, '<!doctype html>'],
  // React's markers of Suspense boundaries and of neighbouring texts (react-email #1659).
  [/<!--\/?\$-->|<!-- -->|<!--(?:html|head|body)-->/g, ''],
  [new RegExp(`</?${rawTag}>`, 'g'), ''],
  [' data-id="__react-email-column"', ''],
  ['<tbody style="width:100%"><tr style="width:100%">', '<tbody><tr>'],
  [' target="_blank"', ''],
  ['cellPadding="', 'cellpadding="'],
  ['cellSpacing="', 'cellspacing="'],
];
