import { mayAct } from '../../../press/ports/people/roles.ts';
import type { Visitor } from '../access/access.ts';
import { deskDocument } from '../frame/desk-document.tsx';
import { PostForm, SaidLine } from '../frame/desk-frame.tsx';
import type { Flash } from '../frame/flash.ts';
import { MailPane } from '../mail/mail-pane.tsx';
import { RefusedAct } from './edit-panel.tsx';
import type { Editing } from './editing-form.tsx';
import { Masthead } from './masthead.tsx';
import { PlanPanel } from './plan-panel.tsx';
import type { EditionView } from './view/edition-view.ts';

/** `visitor` as far as the edition lets them: of a sealed one everybody is a viewer. `themselves`: who they are. */
type Page = Editing & { readonly themselves: Visitor; readonly said: Flash | null };

/** The edition: the mail, and beside it the plan that made it. */
export const editionPage = (view: EditionView, { panel, visitor, themselves, said }: Page): string =>
  deskDocument({
    title: view.documentTitle,
    failure: null,
    children: (
      <>
        <Masthead view={view} visitor={themselves} />
        <div className="news">
          <SaidLine said={said}>{said?.undo !== undefined && <UndoForm panel={panel} visitor={visitor} id={said.undo} />}</SaidLine>
          {said?.refused && <RefusedAct form={said.refused} panel={panel} visitor={visitor} />}
        </div>
        <nav className="halves" aria-label="Mail and plan">
          <a href="#preview">Mail</a>
          <a href="#plan">Plan</a>
        </nav>
        <div className={panel.current === 'comments' ? 'spread at-comments' : 'spread'}>
          <MailPane
            mail={view.mail}
            skip={view.plan.skip}
            elsewhere={view.elsewhere}
            rewords={panel.current === 'plan' && mayAct(visitor, 'editor')}
          />
          <PlanPanel view={view} editing={{ panel, visitor }} themselves={themselves} />
        </div>
        {mayAct(visitor, 'editor') && panel.last && (
          <div className="unseen">
            <UndoForm panel={panel} visitor={visitor} id={panel.last.id} last />
          </div>
        )}
      </>
    ),
  });

/** Beside the message; `last`: what Ctrl-Z sends. */
function UndoForm({ panel, visitor, id, last = false }: Editing & { readonly id: number; readonly last?: boolean }) {
  if (!mayAct(visitor, 'editor')) return null;
  return (
    <PostForm action={panel.undoAction} visitor={visitor} className="undo" {...(last && { id: 'undo-last' })}>
      <input type="hidden" name="version" value={panel.version} />
      <input type="hidden" name="newsletter" value={panel.newsletter} />
      <input type="hidden" name="id" value={id} />
      <button type="submit" className="small" tabIndex={last ? -1 : undefined}>
        {last ? `Undo the last change (${panel.last?.words})` : 'Undo'}
      </button>
    </PostForm>
  );
}
