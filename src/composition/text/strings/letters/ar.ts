import type { LetterStrings } from './letter-strings.ts';

export const ar: LetterStrings = {
  language: 'ar',
  confirm: {
    subject: 'يرجى تأكيد اشتراككم في {newsletter}',
    heading: 'بقيت نقرة واحدة',
    body: 'طلب أحدهم، ونرجو أن تكونوا أنتم، إرسال {newsletter} إلى هذا العنوان. يرجى تأكيد أن الطلب منكم.',
    action: 'تأكيد الاشتراك',
    ignore: 'إن لم يكن الطلب منكم فلا تفعلوا شيئًا، ولن يُرسل إليكم شيء.',
  },
  welcome: {
    subject: 'أهلًا بكم في {newsletter}',
    heading: 'أهلًا بكم',
    body: 'تم تأكيد اشتراككم في {newsletter}. سيصلكم العدد القادم.',
    action: 'تغيير المواضيع',
  },
  preferencesChanged: {
    subject: 'تغيّرت مواضيعكم في {newsletter}',
    heading: 'سجّلنا اختياركم',
    body: 'ابتداءً من العدد القادم تحمل إليكم {newsletter} أخبار هذه المواضيع.',
    action: 'تغييرها مجددًا',
  },
  goodbye: {
    subject: 'لقد غادرتم {newsletter}',
    heading: 'إلى اللقاء، وشكرًا على القراءة',
    body: 'أُلغي اشتراككم في {newsletter}. هذه آخر رسالة تصلكم منا.',
    action: 'الاشتراك من جديد',
  },
  editorTest: {
    subject: 'تجربة: {newsletter} قادرة على الإرسال',
    heading: 'كل شيء يعمل',
    body: 'أُرسلت هذه الرسالة باسم {newsletter} عبر {server} في {time}. ولم تصل إلى أحد غيركم.',
  },
  digestHeld: {
    subject: 'موقوف: {newsletter}، {number}',
    heading: '{number} في انتظاركم',
    body: 'العدد المقرر في {time} لم يُرسل إلى أحد. والسبب:',
    action: 'فتحه في مكتب التحرير',
  },
  yourTopics: 'مواضيعكم',
  insteadOfButton: 'إن لم يعمل الزر فانسخوا هذا العنوان إلى المتصفح:',
};
