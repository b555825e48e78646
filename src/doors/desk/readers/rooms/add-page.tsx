import type { Visitor } from '../../access/access.ts';
import type { DeskNewsletter } from '../../desk-source.ts';
import { deskDocument } from '../../frame/desk-document.tsx';
import { DeskBar, PostForm, SaidLine } from '../../frame/desk-frame.tsx';
import type { Flash } from '../../frame/flash.ts';
import { noticePage } from '../../frame/notice-page.tsx';

type AddReader = {
  readonly newsletters: readonly DeskNewsletter[];
  readonly newsletter: string | undefined;
  readonly visitor: Visitor;
  readonly said: Flash | null;
};

/** One reader added by hand. How they asked for it is kept: consent has a source. */
export function addReaderPage({ newsletters, newsletter, visitor, said }: AddReader): string {
  const chosen = newsletters.find(({ id }) => id === newsletter) ?? newsletters[0];
  if (chosen === undefined)
    return noticePage({ title: 'No newsletter', words: 'Describe a newsletter first.', links: [{ text: 'Open the overview', href: '/' }] });
  return deskDocument({
    title: 'Add a reader · Courant desk',
    failure: null,
    children: (
      <>
        <header className="masthead">
          <DeskBar place="readers" query="" visitor={visitor} />
        </header>
        <SaidLine said={said} />
        <main className="page" id="preview" tabIndex={-1}>
          <p className="trail">
            <a href="/readers">Readers</a>
          </p>
          <h1>Add a reader</h1>
          {newsletters.length > 1 && (
            <nav className="tabs" aria-label="Newsletter">
              {newsletters.map(({ id, name }) => (
                <a key={id} href={`/readers/add?newsletter=${encodeURIComponent(id)}`} aria-current={id === chosen.id ? 'page' : undefined}>
                  <bdi>{name}</bdi>
                </a>
              ))}
            </nav>
          )}
          <PostForm action="/readers/add" visitor={visitor} className="stacked">
            <input type="hidden" name="newsletter" value={chosen.id} />
            <label>
              <span>Address</span>
              <input
                name="address"
                inputMode="email"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                maxLength={254}
                required
              />
            </label>
            <fieldset>
              <legend>Topics of {chosen.name} (none ticked: all of them)</legend>
              {chosen.topics.map((topic) => (
                <label key={topic} className="check">
                  <input type="checkbox" name="topics" value={topic} /> <bdi>{topic}</bdi>
                </label>
              ))}
            </fieldset>
            <label>
              <span>How they asked for it (kept with your name), as in “signed the list at the fair”</span>
              <input name="reason" maxLength={300} required autoComplete="off" />
            </label>
            <button type="submit">Add to {chosen.name}</button>
          </PostForm>
          <p className="quiet">No confirmation is mailed: you answer for their consent. Whoever left or is suppressed is not added.</p>
        </main>
      </>
    ),
  });
}
