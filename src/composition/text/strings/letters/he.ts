import type { LetterStrings } from './letter-strings.ts';

export const he: LetterStrings = {
  language: 'he',
  confirm: {
    subject: 'נא לאשר את ההרשמה אל {newsletter}',
    heading: 'נשארה לחיצה אחת',
    body: 'מישהו, ואנו מקווים שאתם, ביקש לקבל את {newsletter} לכתובת זו. נא לאשר שזה היה מכם.',
    action: 'אישור ההרשמה',
    ignore: 'אם לא אתם ביקשתם, אין צורך לעשות דבר: לא יישלח אליכם דבר.',
  },
  welcome: {
    subject: 'ברוכים הבאים אל {newsletter}',
    heading: 'ברוכים הבאים',
    body: 'ההרשמה שלכם אל {newsletter} אושרה. הגיליון הבא כבר יגיע אליכם.',
    action: 'שינוי נושאים',
  },
  preferencesChanged: {
    subject: 'הנושאים שלכם ב־{newsletter} השתנו',
    heading: 'הבחירה שלכם נרשמה',
    body: 'החל מהגיליון הבא {newsletter} יביא לכם את הידיעות בנושאים אלה.',
    action: 'שינוי נוסף',
  },
  exportRequest: {
    subject: 'הנתונים שלכם אצל {newsletter}',
    heading: 'הנתונים שלכם, כקובץ',
    body: 'מישהו, ואנו מקווים שאתם, ביקש בעמוד המינוי שלכם אל {newsletter} את כל מה שאנחנו שומרים עליכם. הקישור תקף ליום אחד.',
    action: 'אל הנתונים שלי',
    ignore: 'אם לא אתם ביקשתם, אין צורך לעשות דבר: איש מלבדכם לא יראה אותם.',
  },
  eraseRequest: {
    subject: 'נא לאשר: למחוק אותי אצל {newsletter}',
    heading: 'למחוק את כל מה שקשור אליכם?',
    body: 'מישהו, ואנו מקווים שאתם, ביקש בעמוד המינוי שלכם אל {newsletter} למחוק את הכתובת הזאת ואת כל מה שאנחנו שומרים עליה. הקישור תקף ליום אחד.',
    action: 'המשך אל המחיקה',
    ignore: 'אם לא אתם ביקשתם, אין צורך לעשות דבר: דבר לא יימחק.',
  },
  editorTest: {
    subject: 'בדיקה: {newsletter} יכול לשלוח דואר',
    heading: 'הכול עובד',
    body: 'הודעה זו נשלחה עבור {newsletter} דרך {server}, {time}. איש מלבדכם לא קיבל אותה.',
  },
  digestHeld: {
    subject: 'מעוכב: {newsletter}, {number}',
    heading: '{number} ממתין לכם',
    body: 'הגיליון שנועד לצאת {time} לא נשלח לאיש. הסיבה:',
    action: 'פתיחה בשולחן העריכה',
  },
  deskInvitation: {
    subject: '{by}: הזמנה לשולחן העריכה של {newsletter}',
    heading: 'בואו לעבוד איתנו',
    body: 'הוזמנתם על ידי {by} לשולחן העריכה של {newsletter}, בתפקיד {role}. הקישור תקף לשימוש אחד, למשך שבוע: שם תבחרו שם וסיסמה.',
    action: 'קבלת ההזמנה',
    ignore: 'אם לא ציפיתם להזמנה, אין צורך לעשות דבר: איש מלבדכם לא ייכנס באמצעותה.',
  },
  deskPassword: {
    subject: 'סיסמה חדשה לשולחן העריכה של {newsletter}',
    heading: 'שכחתם את הסיסמה?',
    body: 'מישהו, ואנו מקווים שאתם, ביקש סיסמה חדשה בשולחן העריכה של {newsletter}. הקישור תקף לשימוש אחד, למשך שעה.',
    action: 'בחירת סיסמה',
    ignore: 'אם לא אתם ביקשתם, אין צורך לעשות דבר: הסיסמה הישנה נשארת.',
  },
  deskMention: {
    subject: 'הוזכרתם על ידי {by}: {place}',
    heading: 'הוזכרתם על ידי {by}',
    body: 'תגובה בשולחן העריכה של {newsletter}, על {place}:',
    action: 'מענה בשולחן העריכה',
  },
  yourTopics: 'הנושאים שלכם',
  insteadOfButton: 'אם הכפתור אינו פועל, העתיקו את הכתובת הזו לדפדפן:',
};
