/** Of the static site: light and dark, a phone and a wide screen, and on paper. */
export const siteStyle = `
:root { --ink: #1c1b19; --paper: #fdfcfa; --soft: #f1efe9; --line: #d9d5cc; --link: #8a1c2c; --quiet: #5f5b53; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9e6df; --paper: #171614; --soft: #23211e; --line: #3a3732; --link: #f0a3ad; --quiet: #aaa59a; }
}
* { box-sizing: border-box; }
html { color: var(--ink); background: var(--paper); font: 17px/1.6 Georgia, 'Times New Roman', serif; scroll-padding-top: 1rem; }
body { margin: 0; display: grid; grid-template: 'header header' auto 'nav main' 1fr / 17rem minmax(0, 1fr); }
a { color: var(--link); text-underline-offset: 0.15em; }
a:focus-visible, input:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: 0.5rem 1rem; z-index: 2; }
header { grid-area: header; display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; align-items: center; padding: 0.75rem 1.5rem; border-bottom: 1px solid var(--line); position: relative; }
header .name { font-size: 1.4rem; font-weight: bold; color: inherit; text-decoration: none; }
header form { margin-left: auto; font: 0.95rem system-ui, sans-serif; }
header input { font: inherit; padding: 0.35rem 0.6rem; width: 16rem; max-width: 60vw; color: inherit; background: var(--soft); border: 1px solid var(--quiet); border-radius: 4px; }
#found { position: absolute; right: 1.5rem; top: 100%; z-index: 1; margin: 0; padding: 0.75rem 1rem; list-style: none; background: var(--paper); border: 1px solid var(--line); box-shadow: 0 8px 24px #0003; font: 0.95rem/1.5 system-ui, sans-serif; max-width: min(30rem, 90vw); }
#found li { margin: 0.35rem 0; }
nav { grid-area: nav; padding: 1rem 1.5rem; border-right: 1px solid var(--line); font: 0.95rem/1.5 system-ui, sans-serif; }
header .pages { display: none; }
nav h2 { font-size: 0.8rem; letter-spacing: 0.06em; text-transform: uppercase; color: var(--quiet); margin: 1.2rem 0 0.3rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: block; padding: 0.15rem 0; color: inherit; text-decoration: none; }
nav a:hover { text-decoration: underline; }
nav [aria-current] { font-weight: bold; color: var(--link); }
main { grid-area: main; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem; max-width: 60rem; min-width: 0; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0.5rem 0 1rem; }
main h2 { font-size: 1.4rem; margin: 2.2rem 0 0.6rem; }
main h3 { font-size: 1.1rem; margin: 1.6rem 0 0.4rem; }
code { font: 0.86em ui-monospace, 'DejaVu Sans Mono', monospace; background: var(--soft); padding: 0.1em 0.3em; border-radius: 3px; overflow-wrap: anywhere; }
pre { background: var(--soft); padding: 0.9rem 1rem; overflow-x: auto; border-radius: 4px; }
pre code { padding: 0; background: none; overflow-wrap: normal; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.93rem; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.8rem 0.4rem 0; border-bottom: 1px solid var(--line); min-width: 5rem; }
img { max-width: 100%; height: auto; border: 1px solid var(--line); }
@media (max-width: 760px) {
  body { grid-template: 'header' auto 'main' 1fr 'nav' auto / minmax(0, 1fr); }
  nav { border: 0; border-top: 1px solid var(--line); padding: 0.5rem 1rem 3rem; }
  header .pages { display: block; font: 0.95rem system-ui, sans-serif; padding: 0.3rem 0; }
  nav a { padding: 0.3rem 0; }
  header { padding: 0.75rem 1rem; }
  header form { margin-left: 0; }
  #found { left: 1rem; right: 1rem; }
}
@media print { nav, header form { display: none; } body { display: block; } }
`;
