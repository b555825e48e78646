import type { LetterStrings } from './letter-strings.ts';

export const ja: LetterStrings = {
  language: 'ja',
  confirm: {
    subject: '{newsletter}の購読を確認してください',
    heading: 'あと一回のクリックで完了です',
    body: 'このアドレスで{newsletter}の購読が申し込まれました。ご本人であることを確認してください。',
    action: '購読を確認する',
    ignore: 'お心当たりのない場合は、何もなさらないでください。何も届きません。',
  },
  welcome: {
    subject: '{newsletter}へようこそ',
    heading: 'ようこそ',
    body: '{newsletter}の購読が確認されました。次号からお届けします。',
    action: 'トピックを変更',
  },
  preferencesChanged: {
    subject: '{newsletter}のトピックが変更されました',
    heading: '変更を承りました',
    body: '次号から、{newsletter}はこれらのトピックの記事をお届けします。',
    action: 'もう一度変更する',
  },
  exportRequest: {
    subject: '{newsletter}で保管しているあなたの情報',
    heading: 'あなたの情報をファイルでお渡しします',
    body: '{newsletter}の購読ページで、保管しているあなたの情報の請求がありました。リンクは一日有効です。',
    action: '自分の情報を見る',
    ignore: 'お心当たりのない場合は、何もなさらないでください。ほかの方の目に触れることはありません。',
  },
  eraseRequest: {
    subject: '{newsletter}の情報削除を確認してください',
    heading: 'あなたの情報をすべて削除しますか',
    body: '{newsletter}の購読ページで、このアドレスと保管しているすべての情報の削除が申し込まれました。リンクは一日有効です。',
    action: '削除の手続きへ進む',
    ignore: 'お心当たりのない場合は、何もなさらないでください。何も削除されません。',
  },
  editorTest: {
    subject: 'テスト：{newsletter}はメールを送信できます',
    heading: '正常に動作しています',
    body: 'このメールは{newsletter}のために{server}を通して{time}に送信されました。ほかの方には届いていません。',
  },
  digestHeld: {
    subject: '保留中：{newsletter} {number}',
    heading: '{number}が確認を待っています',
    body: '{time}に配信予定だった号は、まだどなたにも送られていません。理由は次のとおりです。',
    action: '編集デスクで開く',
  },
  deskInvitation: {
    subject: '{by}さんから{newsletter}編集デスクへの招待',
    heading: '編集デスクへの招待',
    body: '{by}さんがあなたを{newsletter}の編集デスクに招待しています。役割は{role}です。リンクは一度だけ、一週間有効です。リンク先で名前とパスワードをお決めください。',
    action: '招待を受ける',
    ignore: 'お心当たりのない場合は、何もなさらないでください。あなた以外の方がこの招待で入ることはありません。',
  },
  deskPassword: {
    subject: '{newsletter}編集デスクの新しいパスワード',
    heading: 'パスワードをお忘れですか',
    body: '{newsletter}の編集デスクで、新しいパスワードの請求がありました。リンクは一度だけ、一時間有効です。',
    action: '新しいパスワードを決める',
    ignore: 'お心当たりのない場合は、何もなさらないでください。今のパスワードがそのまま使えます。',
  },
  deskMention: {
    subject: '{by}さんがあなたに言及：{place}',
    heading: '{by}さんからのコメント',
    body: '{newsletter}の編集デスクで、{place}についてコメントがありました。',
    action: '編集デスクで返信する',
  },
  yourTopics: 'お選びのトピック',
  insteadOfButton: 'ボタンが使えない場合は、このアドレスをブラウザに貼り付けてください。',
};
