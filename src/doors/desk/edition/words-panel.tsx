import { Act, type Editing, OverrideForm, Reason, TopicSelect } from './editing-form.tsx';

/** Subject, preheader, note; and a story by its address. */
export function WordsPanel({ panel, visitor }: Editing) {
  const { words } = panel;
  return (
    <section id="words" aria-labelledby="words-title">
      <h2 id="words-title">Words</h2>
      <OverrideForm panel={panel} visitor={visitor} className="stacked" id="edition-words">
        <label>
          <span>Subject</span>{' '}
          <input
            name="subject"
            defaultValue={words.subject}
            placeholder={words.subjectNow}
            maxLength={200}
            data-guide="30-60"
            aria-describedby="subject-guide"
          />
        </label>
        <p className="guide" id="subject-guide" data-for="subject">
          {guideWords(words.subject || words.subjectNow, 'phones show about 40 characters, desktops 60')}
        </p>
        <label>
          <span>Preheader</span>{' '}
          <input
            name="preheader"
            defaultValue={words.preheader}
            placeholder={words.preheaderNow}
            maxLength={200}
            data-guide="40-110"
            aria-describedby="preheader-guide"
          />
        </label>
        <p className="guide" id="preheader-guide" data-for="preheader">
          {guideWords(words.preheader || words.preheaderNow, '40 to 110 characters are shown after the subject')}
        </p>
        <label>
          <span>Editor’s note (Markdown: paragraphs, lists, emphasis, links)</span>{' '}
          <textarea name="intro" rows={5} maxLength={5000} defaultValue={words.intro} />
        </label>
        <label className="check">
          <input type="checkbox" name="everyone" value="yes" />{' '}
          <span>To every reader, also to those without the stories these words name (they would get ours)</span>
        </label>
        <Reason />
        <Act act="edition">Keep these words</Act>
      </OverrideForm>
      <p className="quiet">Empty fields leave what Courant writes by itself. To take words back, undo them in the history.</p>
      <h2>Add a story by its address</h2>
      <OverrideForm panel={panel} visitor={visitor} className="stacked" id="add-story">
        <label>
          <span>Address</span> <input name="url" type="url" required maxLength={2000} />
        </label>
        <TopicSelect topics={panel.topics} first="" />
        <label>
          <span>Title (needed for a page that is in no file)</span> <input name="title" maxLength={300} />
        </label>
        <label>
          <span>Excerpt</span> <textarea name="excerpt" rows={2} maxLength={2000} />
        </label>
        <label>
          <span>Outlet</span> <input name="outlet" maxLength={120} />
        </label>
        <label>
          <span>Place (empty: by points)</span> <input name="position" type="number" min={1} max={50} />
        </label>
        <Reason />
        <Act act="add">Add</Act>
      </OverrideForm>
    </section>
  );
}

const guideWords = (text: string, advice: string): string => `${[...text].length} characters; ${advice}.`;
