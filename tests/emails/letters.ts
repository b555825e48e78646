import type { LetterKind, LetterValues } from '../../src/composition/letters/letters.ts';

const reader = {
  topics: ['Climate', '<b>Space</b> & "more"', 'علوم'],
  preferencesHref: 'https://news.courant.example/p/token',
  unsubscribeHref: 'https://news.courant.example/u/token',
};

/** Values for a letter of every kind. */
export const letterValues: { readonly [Kind in LetterKind]: LetterValues[Kind] } = {
  confirm: { confirmHref: 'https://news.courant.example/c/a-token-of-some-length-as-they-are' },
  welcome: reader,
  'preferences-changed': reader,
  'export-request': { dataHref: 'https://news.courant.example/data/a-token-of-some-length-as-they-are' },
  'erase-request': { dataHref: 'https://news.courant.example/data/a-token-of-some-length-as-they-are' },
  'editor-test': { sentAt: new Date('2022-08-15T06:00:00Z'), server: 'smtp://mail.courant.example:587' },
  'digest-held': {
    number: 42,
    slot: new Date('2022-08-15T06:00:00Z'),
    reasons: ['Nobody has approved it', '<script>alert(1)</script>'],
    deskHref: 'http://127.0.0.1:4400/?newsletter=morning&at=2022-08-15',
  },
};
