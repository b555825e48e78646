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
  goodbye: {
    subject: 'You have left {newsletter}',
    heading: 'Goodbye, and thank you for reading',
    body: 'You are unsubscribed from {newsletter}. This is the last message you get from us.',
    action: 'Subscribe again',
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
  yourTopics: 'Your topics',
  insteadOfButton: 'If the button does not work, copy this address into your browser:',
};
