import { escapeHtml } from '../../src/composition/text/neutral-text.ts';

export type Shot = {
  readonly theme: string;
  readonly locale: string;
  readonly edition: string;
  readonly scheme: string;
  readonly width: number;
  /** File name of the picture, and of the page it shows. */
  readonly file: string;
  readonly page: string;
};

/** One page with every screenshot, theme by theme, each leading to the mail itself. */
export const contactSheet = (shots: readonly Shot[]): string => {
  const themes = [...new Set(shots.map(({ theme }) => theme))];
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Gallery</title>
<style>body{font:14px/20px system-ui,sans-serif;margin:24px;background:#f4f4f2;color:#222}h2{margin:32px 0 8px}section{display:flex;flex-wrap:wrap;gap:16px}
figure{margin:0;width:220px}figure div{height:300px;overflow:hidden;background:#fff;border:1px solid #ccc}img{width:100%;display:block}figcaption{font-size:12px}</style>
<h1>Gallery</h1><p>${shots.length} screenshots. A picture leads to its full size, its caption to the mail.</p>
${themes
  .map(
    (theme) =>
      `<h2>${escapeHtml(theme)}</h2><section>${shots
        .filter((shot) => shot.theme === theme)
        .map(figure)
        .join('')}</section>`,
  )
  .join('\n')}</html>
`;
};

const figure = ({ locale, edition, scheme, width, file, page }: Shot): string =>
  `<figure><a href="${escapeHtml(file)}"><div><img loading="lazy" src="${escapeHtml(file)}" alt=""></div></a><figcaption><a href="${escapeHtml(page)}">${escapeHtml(`${locale}, ${edition}, ${scheme}, ${width} px`)}</a></figcaption></figure>`;
