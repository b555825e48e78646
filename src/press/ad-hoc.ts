import { Newsletter } from './newsletter.ts';

/** Who speaks in a digest built without a configured newsletter. It is never sent, so nothing in it can reach a reader. */
export const adHocNewsletter = (topics: readonly string[] | '*'): Newsletter =>
  Newsletter.parse({
    id: 'ad-hoc',
    name: 'Digest',
    tagline: 'Built ad hoc, without a newsletter',
    sender: { name: 'Courant', address: 'nobody@example.invalid' },
    postalAddress: 'Not for sending: no postal address is configured',
    topics: topics === '*' ? ['Everything'] : [...topics],
    schedule: { cron: '0 8 * * 6', zone: 'UTC' },
  });
