/** What is done to several stories at once, where a story goes that was dragged, what was reworded in the mail: forms the rows' boxes and the script fill. */
import { Act, type Editing, OverrideForm } from './editing-form.tsx';

/** Shown while a box is ticked; without style sheets, always. */
export function ManyBar({ panel, visitor }: Editing) {
  return (
    <>
      <OverrideForm panel={panel} visitor={visitor} className="many" id="many">
        <span>The ticked stories:</span> <Act act="pin">Pin</Act> <Act act="drop">Drop</Act> <Act act="merge">Tell as one</Act>
      </OverrideForm>
      <OverrideForm panel={panel} visitor={visitor} className="drag-order" id="drag-order">
        <input type="hidden" name="act" value="reorder" />
        <input type="hidden" name="story" value="" />
        <input type="hidden" name="topic" value="" />
        <input type="hidden" name="position" value="" />
        <input type="hidden" name="stories" value="" />
      </OverrideForm>
      <OverrideForm panel={panel} visitor={visitor} className="drag-order" id="reword-inline">
        <input type="hidden" name="act" value="reword" />
        <input type="hidden" name="story" value="" />
        <input type="hidden" name="title" value="" disabled />
        <input type="hidden" name="excerpt" value="" disabled />
      </OverrideForm>
    </>
  );
}
