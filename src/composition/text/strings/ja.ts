import type { Strings } from './strings.ts';

export const ja: Strings = {
  language: 'ja',
  editionNumber: '第{number}号',
  storyCount: { other: '{count}本の記事' },
  moreStories: 'その他',
  inThisEdition: '今号の内容',
  alsoCoveredBy: '{outlets}も報じています',
  moreOutlets: { other: 'ほか{count}媒体' },
  readingTime: { other: '{count}分で読めます' },
  share: '友人に送る',
  advertisement: '広告',
  update: '続報',
  video: '動画',
  plus: 'ほかに：{headlines}',
  chosenForYou: '{newsletter}の今号のために編集部が選んだ注目の記事をまとめてお届けします。',
  whyYouGetThis: 'このメールは{newsletter}を購読している方にお送りしています。',
  preferences: 'トピックを変更',
  unsubscribe: '配信を停止',
  viewInBrowser: 'ブラウザで読む',
};
