import type { LetterView } from './contract/view-model.ts';

const site = 'https://news.courant.example';

const letter = (changed: Pick<LetterView, 'subject' | 'heading' | 'body'> & Partial<LetterView>): LetterView => ({
  locale: 'en-GB',
  direction: 'ltr',
  brand: {},
  preheader: `${changed.heading} · The Morning Courant`,
  name: 'The Morning Courant',
  list: null,
  action: null,
  insteadOfAction: 'If the button does not work, copy this address into your browser:',
  smallPrint: null,
  footer: { links: [], postalAddress: ['Courant Press', '1 Quay Street', 'Port Ellery PE1 1AA'] },
  ...changed,
});

const topics: LetterView['list'] = {
  title: 'Your topics',
  items: [
    { text: 'Climate', direction: 'ltr' },
    { text: 'Space', direction: 'ltr' },
  ],
};

const footer: LetterView['footer'] = {
  links: [{ label: 'Unsubscribe', href: `${site}/u/preview` }],
  postalAddress: ['Courant Press', '1 Quay Street', 'Port Ellery PE1 1AA'],
};

export const confirmPreview = letter({
  subject: 'Please confirm your subscription to The Morning Courant',
  heading: 'One click and you are in',
  body: 'Someone, we hope you, asked for The Morning Courant to be sent to this address. Please confirm that it was you.',
  action: { label: 'Confirm my subscription', href: `${site}/c/preview` },
  smallPrint: 'If it was not you, do nothing: nothing will be sent to you.',
});

export const welcomePreview = letter({
  subject: 'Welcome to The Morning Courant',
  heading: 'Welcome aboard',
  body: 'Your subscription to The Morning Courant is confirmed. The next edition is yours.',
  list: topics,
  action: { label: 'Change your topics', href: `${site}/p/preview` },
  footer,
});

export const preferencesPreview = letter({
  subject: 'Your topics in The Morning Courant have changed',
  heading: 'Your choice is noted',
  body: 'From the next edition on, The Morning Courant brings you the stories of these topics.',
  list: topics,
  action: { label: 'Change them again', href: `${site}/p/preview` },
  footer,
});

export const editorTestPreview = letter({
  subject: 'Test: The Morning Courant can send mail',
  heading: 'It works',
  body: 'This message was sent for The Morning Courant through smtp://mail.courant.example:587 on 15 August 2022 at 07:00 BST. Nobody else received it.',
});

export const digestHeldPreview = letter({
  subject: 'Held: The Morning Courant, No. 42',
  heading: 'No. 42 is waiting for you',
  body: 'The edition due on 15 August 2022 at 07:00 BST was not sent to anyone. This is why:',
  list: {
    title: '',
    items: [
      { text: 'Nobody has approved it', direction: 'ltr' },
      { text: 'Only two stories were found; the least is three', direction: 'ltr' },
    ],
  },
  action: { label: 'Open it on the desk', href: 'http://127.0.0.1:4400/desk/42' },
});
