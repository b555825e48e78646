import type { FieldValues } from '../../audience/fields/reader-field.ts';
import type { ReaderFieldStore } from '../ports/people/reader-fields.ts';
import type { AudienceStore, SubscriberRow } from '../ports/store/audience.ts';
import { pageSize } from '../sending/deliveries.ts';

/** All subscriptions, of one newsletter or of all, page by page. */
export async function* subscribersOf(store: Pick<AudienceStore, 'subscribers'>, newsletter: string | null): AsyncGenerator<SubscriberRow> {
  for await (const page of pagesOf(store, newsletter)) yield* page;
}

type Filled = SubscriberRow & { readonly fields: FieldValues };

/** The same with their readers' own fields. */
export async function* subscribersWithFields(
  store: Pick<AudienceStore, 'subscribers'> & Pick<ReaderFieldStore, 'fieldsOf'>,
  newsletter: string | null,
): AsyncGenerator<Filled> {
  for await (const page of pagesOf(store, newsletter)) {
    const fields = await store.fieldsOf(page.map(({ subscriberId }) => subscriberId));
    for (const row of page) yield { ...row, fields: fields.get(row.subscriberId) ?? {} };
  }
}

async function* pagesOf(store: Pick<AudienceStore, 'subscribers'>, newsletter: string | null): AsyncGenerator<readonly SubscriberRow[]> {
  for (let afterId = 0; ; ) {
    const page = await store.subscribers({ newsletter, afterId, limit: pageSize });
    yield page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    afterId = last.subscriptionId;
  }
}
