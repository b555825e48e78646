/** Which picture a story shows, and what of it must stay in view whatever crop is made of it. */
import type { PictureChoice } from '../../../press/editing/picture-choices.ts';
import { deskAddress } from '../frame/desk-query.ts';
import { Act, type Editing, OverrideForm, Reason } from './editing-form.tsx';
import type { ChosenStory } from './view/panel-view.ts';

const rows = ['upper', 'middle', 'lower'] as const;
const columns = ['left', 'centre', 'right'] as const;
const shares = ['0.15', '0.5', '0.85'] as const;
const places = rows.flatMap((row, down) =>
  columns.map((column, across) => ({ name: `${row} ${column}`, value: `${shares[across]},${shares[down]}` })),
);

type Chooser = Editing & { readonly chosen: ChosenStory };

export function PictureChooser({ panel, visitor, chosen }: Chooser) {
  if (chosen.pictures.length === 0) return null;
  const shown = chosen.pictures.find((one) => one.shown) ?? null;
  const sourceOf = (place: number) => {
    const address = deskAddress('/edition/picture', { ...panel.query, story: chosen.id });
    return `${address}&n=${place}`;
  };
  return (
    <details id="picture">
      <summary>Choose the picture</summary>
      <OverrideForm panel={panel} visitor={visitor} className="stacked" id="choose-picture">
        <input type="hidden" name="story" value={chosen.id} />
        <fieldset className="thumbs">
          <legend>Pictures</legend>
          {chosen.pictures.map((choice, place) => (
            <label key={choice.url} className="thumb">
              <input type="radio" name="picture" value={choice.url} defaultChecked={choice.shown} data-focus={choice.focus?.join(',')} />
              <img src={sourceOf(place)} alt="" loading="lazy" width={120} height={80} />
              <span title={choice.url}>
                <bdi>{choice.words}</bdi>
                {choice.shown && ' (shown)'}
              </span>
            </label>
          ))}
          <label className="thumb none">
            <input type="radio" name="picture" value="none" defaultChecked={shown === null} /> <span>No picture</span>
          </label>
        </fieldset>
        <FocusPlace
          shown={shown}
          source={sourceOf(
            Math.max(
              0,
              chosen.pictures.findIndex((one) => one.shown),
            ),
          )}
        />
        <Reason />
        <Act act="picture">Show this picture</Act>
      </OverrideForm>
    </details>
  );
}

/** Nine places over the picture; with a script, any place of it, and what the mail’s crops would leave. */
function FocusPlace({ shown, source }: { readonly shown: PictureChoice | null; readonly source: string }) {
  const focus = shown?.focus?.join(',') ?? null;
  const own = focus !== null && !places.some(({ value }) => value === focus);
  return (
    <fieldset className="focus" id="focus">
      <legend>Keep in view</legend>
      <label className="check">
        <input type="radio" name="focus" value="" defaultChecked={focus === null} /> <span>what draws the eye</span>
      </label>
      <label className={own ? 'check exact' : 'check exact unused'}>
        <input type="radio" name="focus" value={own ? focus : '0.5,0.5'} defaultChecked={own} data-exact="" /> <span>the place marked</span>
      </label>
      <div className="focus-place">
        <div className="focus-picture">
          <img src={source} alt="The picture: press where its subject is, or choose one of nine places" loading="lazy" data-picture="" />
          <div className="focus-grid">
            {places.map(({ name, value }) => (
              <label key={name} title={name}>
                <input type="radio" name="focus" value={value} defaultChecked={focus === value} />
                <span className="unseen">{name}</span>
              </label>
            ))}
          </div>
          <i className="focus-mark" hidden />
        </div>
        <div className="focus-crops needs-script" aria-hidden="true">
          <img src={source} alt="" loading="lazy" className="crop-lead" data-picture="" />
          <img src={source} alt="" loading="lazy" className="crop-card" data-picture="" />
        </div>
      </div>
    </fieldset>
  );
}
