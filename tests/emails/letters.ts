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
  'desk-invitation': {
    by: 'Ada <b>Lovelace</b>',
    role: 'editor',
    joinHref: 'https://news.courant.example/join/a-token-of-some-length-as-they-are',
  },
  'desk-password': { passwordHref: 'https://news.courant.example/password/a-token-of-some-length-as-they-are' },
  'desk-mention': {
    by: 'Grace',
    place: '“A storm <i>passes</i>”',
    words: '@ada is this\nthe <script>right</script> word?',
    deskHref: 'http://127.0.0.1:4400/edition?newsletter=morning&panel=comments',
  },
};
