import { deskDocument } from '../frame/desk-document.tsx';
import { SaidLine } from '../frame/desk-frame.tsx';
import type { Flash } from '../frame/flash.ts';
import { MailPane } from '../mail/mail-pane.tsx';
import { RefusedAct } from './edit-panel.tsx';
import type { Editing } from './editing-form.tsx';
import type { EditionView } from './edition-view.ts';
import { Masthead } from './masthead.tsx';
import { PlanPanel } from './plan-panel.tsx';

/** The edition: the mail, and beside it the plan that made it. */
export const editionPage = (view: EditionView, { panel, visitor, said }: Editing & { readonly said: Flash | null }): string =>
  deskDocument({
    title: view.documentTitle,
    failure: null,
    children: (
      <>
        <Masthead view={view} visitor={visitor} />
        <SaidLine said={said} />
        {said?.refused && <RefusedAct form={said.refused} panel={panel} visitor={visitor} />}
        <div className="spread">
          <MailPane mail={view.mail} skip={view.plan.skip} elsewhere={view.elsewhere} />
          <PlanPanel view={view} editing={{ panel, visitor }} />
        </div>
      </>
    ),
  });
