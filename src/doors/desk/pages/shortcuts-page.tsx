import type { Visitor } from '../access/access.ts';
import { deskDocument } from '../frame/desk-document.tsx';
import { DeskBar } from '../frame/desk-frame.tsx';

/** Kept in step with `static/scripts/acts.js`, which reads the keys from the links and buttons themselves. */
const shortcuts = [
  ['o, l, e, s, c, r', 'Overview, Calendar, Edition, Review, Content, Readers'],
  ['?', 'this list'],
  ['j, k', 'next, previous story of the plan'],
  ['Ctrl-K, /', 'find any story by its words: place it, drop it, tell it as one with the chosen one'],
  ['Ctrl-Z', 'take your last change back'],
  ['p', 'pin the chosen story, or unpin it'],
  ['x', 'drop the chosen story'],
  ['u, d', 'move the chosen story up, down'],
  ['1 … 7', 'mail, text, inbox, findings, source, headers, raw'],
  ['i', 'write in the headlines and excerpts of the mail: Enter keeps the words, Escape takes them back'],
  ['w', "subject, preheader and editor's note"],
  ['Tab, Enter', 'everything else: every act is a link or a button'],
] as const;

export const shortcutsPage = (visitor: Visitor): string =>
  deskDocument({
    title: 'Keys · Courant desk',
    failure: null,
    children: (
      <>
        <header className="masthead">
          <DeskBar place="shortcuts" query="" visitor={visitor} />
        </header>
        <main className="page" id="preview" tabIndex={-1}>
          <h1>Keys</h1>
          <p className="quiet">They work wherever nobody is writing, in the mail’s frame, too.</p>
          <dl className="keys">
            {shortcuts.map(([keys, words]) => (
              <div key={keys}>
                <dt>
                  {keys.split(', ').map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
        </main>
      </>
    ),
  });
