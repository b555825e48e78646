import type { LetterStrings } from './letter-strings.ts';

export const en: LetterStrings = {
  language: 'en',
  confirm: {
    subject: 'Please confirm your subscription to {newsletter}',
    heading: 'One click and you are in',
    body: 'Someone, we hope you, asked for {newsletter} to be sent to this address. Please confirm that it was you.',
    action: 'Confirm my subscription',
    ignore: 'If it was not you, do nothing: nothing will be sent to you.',
  },
  welcome: {
    subject: 'Welcome to {newsletter}',
    heading: 'Welcome aboard',
    body: 'Your subscription to {newsletter} is confirmed. The next edition is yours.',
    action: 'Change your topics',
  },
  preferencesChanged: {
    subject: 'Your topics in {newsletter} have changed',
    heading: 'Your choice is noted',
    body: 'From the next edition on, {newsletter} brings you the stories of these topics.',
    action: 'Change them again',
  },
  exportRequest: {
    subject: 'Your data at {newsletter}',
    heading: 'Your data, as a file',
    body: 'Someone, we hope you, asked on the page of your subscription to {newsletter} for everything we keep about you. The link works for one day.',
    action: 'Go to my data',
    ignore: 'If it was not you, do nothing: nobody else gets to see it.',
  },
  eraseRequest: {
    subject: 'Please confirm: delete me at {newsletter}',
    heading: 'Delete everything about you?',
    body: 'Someone, we hope you, asked on the page of your subscription to {newsletter} to remove this address and all we keep about it. The link works for one day.',
    action: 'Go on to delete me',
    ignore: 'If it was not you, do nothing: nothing is deleted.',
  },
  editorTest: {
    subject: 'Test: {newsletter} can send mail',
    heading: 'It works',
    body: 'This message was sent for {newsletter} through {server} on {time}. Nobody else received it.',
  },
  digestHeld: {
    subject: 'Held: {newsletter}, {number}',
    heading: '{number} is waiting for you',
    body: 'The edition due on {time} was not sent to anyone. This is why:',
    action: 'Open it on the desk',
  },
  deskInvitation: {
    subject: '{by} invites you to the desk of {newsletter}',
    heading: 'Come and work with us',
    body: '{by} invites you to the editors’ desk of {newsletter}, in the role of {role}. The link lets you in once, and for a week: choose a name and a password there.',
    action: 'Accept the invitation',
    ignore: 'If you expected no invitation, do nothing: nobody gets in by it but you.',
  },
  deskPassword: {
    subject: 'A new password for the desk of {newsletter}',
    heading: 'Forgotten your password?',
    body: 'Someone, we hope you, asked for a new password at the editors’ desk of {newsletter}. The link works once, for one hour.',
    action: 'Choose a new password',
    ignore: 'If it was not you, do nothing: the old password stays.',
  },
  deskMention: {
    subject: '{by} mentions you: {place}',
    heading: '{by} mentions you',
    body: 'A comment at the desk of {newsletter}, on {place}:',
    action: 'Answer at the desk',
  },
  yourTopics: 'Your topics',
  insteadOfButton: 'If the button does not work, copy this address into your browser:',
};
