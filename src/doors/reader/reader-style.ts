import { createHash } from 'node:crypto';

// The page must look right from a cache, a proxy or a saved file, so its style travels in it; the policy names its hash.
export const readerStyle = `:root{color-scheme:light dark;--paper:#fbf7ee;--ink:#1a1814;--body:#37322a;--muted:#6b6355;--accent:#8f1d14;--tint:#efe8d8;--line:#8b8272}
@media (prefers-color-scheme:dark){:root{--paper:#181613;--ink:#f3ecdf;--body:#d5ccbc;--muted:#a69b89;--accent:#f2958a;--tint:#2a2620;--line:#8a8170}}
*{box-sizing:border-box}
body{margin:0;padding:clamp(24px,10vh,96px) 20px 48px;background:var(--paper);color:var(--body);font:17px/1.6 Georgia,"Noto Serif",serif}
main{max-width:36rem;margin:0 auto}
.plate{margin:0 0 28px;padding:10px 0;border-top:3px double var(--ink);border-bottom:1px solid var(--ink);color:var(--ink);font:bold 18px/1.3 Georgia,"Noto Serif",serif;overflow-wrap:anywhere}
h1{margin:0 0 14px;color:var(--ink);font:bold clamp(26px,6vw,34px)/1.15 Georgia,"Noto Serif",serif;letter-spacing:-.01em;overflow-wrap:anywhere;text-wrap:balance}
[dir=rtl] h1{letter-spacing:0}
h2{margin:40px 0 10px;padding-top:10px;border-top:1px solid var(--line);color:var(--ink);font:bold 19px/1.3 Georgia,"Noto Serif",serif}
p{margin:0 0 14px;overflow-wrap:anywhere}
a{color:var(--accent);text-underline-offset:3px}
form{margin:0}
fieldset{margin:0 0 22px;padding:0;border:0;min-width:0}
legend,label.name{display:block;margin:0 0 6px;padding:0;color:var(--ink);font:bold 15px/1.4 Helvetica,Arial,sans-serif;overflow-wrap:anywhere}
.choices{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(12.5rem,100%),1fr));gap:2px 16px;margin:0;padding:0;list-style:none}
.choice{display:flex;gap:12px;align-items:center;min-height:44px;overflow-wrap:anywhere;cursor:pointer}
.choice input{flex:none;width:20px;height:20px;margin:0;accent-color:var(--accent)}
.fault{margin:-10px 0 18px;padding-inline-start:12px;border-inline-start:3px solid var(--accent);color:var(--ink);font:bold 15px/1.5 Helvetica,Arial,sans-serif}
form+.small{margin-top:18px}
.offer .small{margin-bottom:4px}
@supports selector(:has(*)){.folded:not(:has(legend input:checked)) .topics{display:none}}
.nested{margin-inline-start:9px;padding-inline-start:20px;border-inline-start:2px solid var(--tint)}
.field{display:block;width:100%;min-height:48px;margin:0 0 18px;padding:10px 12px;border:1px solid var(--line);border-radius:3px;background:var(--paper);color:var(--ink);font:17px/1.4 Helvetica,Arial,sans-serif}
.date{width:auto;max-width:100%}
.hint{margin:-10px 0 18px;color:var(--muted);font:14px/1.5 Helvetica,Arial,sans-serif}
.note{padding:12px 16px;border-inline-start:3px solid var(--accent);background:var(--tint);color:var(--ink)}
.small{color:var(--muted);font:14px/1.55 Helvetica,Arial,sans-serif}
button{min-height:48px;padding:0 26px;border:1px solid var(--ink);border-radius:3px;background:var(--ink);color:var(--paper);font:bold 16px/1 Helvetica,Arial,sans-serif;cursor:pointer}
button,.button{display:inline-block}
.button{min-height:48px;padding:15px 26px;border:1px solid var(--accent);border-radius:3px;background:var(--accent);color:var(--paper);font:bold 16px/1 Helvetica,Arial,sans-serif;text-decoration:none}
.beside{display:inline-block;margin-inline-start:20px;padding:10px 0}
button.plain{background:transparent;color:var(--ink)}
button.danger{background:transparent;color:var(--accent);border-color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
.editions{margin:0;padding:0;list-style:none}
.editions li{padding:14px 0;border-top:1px solid var(--line)}
.editions a{color:var(--ink);font-weight:bold;text-decoration-thickness:1px;overflow-wrap:anywhere}
.trap{position:absolute;inset-inline-start:-10000px;width:1px;height:1px;overflow:hidden}`;

/** How a Content-Security-Policy names a style sheet that is part of its page. */
export const hashOf = (style: string) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/** Source expression of the pages' style for a Content-Security-Policy. */
export const readerStyleSource = hashOf(readerStyle);
