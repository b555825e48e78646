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
  exportRequest: {
    subject: 'بياناتكم لدى {newsletter}',
    heading: 'بياناتكم في ملف',
    body: 'طلب أحدهم، ونرجو أن تكونوا أنتم، عبر صفحة اشتراككم في {newsletter} كل ما نحتفظ به عنكم. الرابط صالح ليوم واحد.',
    action: 'الانتقال إلى بياناتي',
    ignore: 'إن لم يكن الطلب منكم فلا تفعلوا شيئًا، ولن يطّلع عليها أحد غيركم.',
  },
  eraseRequest: {
    subject: 'يرجى التأكيد: حذف بياناتي لدى {newsletter}',
    heading: 'حذف كل ما يخصكم؟',
    body: 'طلب أحدهم، ونرجو أن تكونوا أنتم، عبر صفحة اشتراككم في {newsletter} إزالة هذا العنوان وكل ما نحتفظ به عنه. الرابط صالح ليوم واحد.',
    action: 'متابعة الحذف',
    ignore: 'إن لم يكن الطلب منكم فلا تفعلوا شيئًا، ولن يُحذف شيء.',
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
  deskInvitation: {
    subject: '{by}: دعوة إلى مكتب تحرير {newsletter}',
    heading: 'شاركونا العمل',
    body: 'يدعوكم {by} إلى مكتب تحرير {newsletter} بدور {role}. يصلح الرابط مرة واحدة ولمدة أسبوع، وفيه تختارون اسمًا وكلمة مرور.',
    action: 'قبول الدعوة',
    ignore: 'إن لم تكونوا تنتظرون دعوة فلا تفعلوا شيئًا: لن يدخل بها أحد غيركم.',
  },
  deskPassword: {
    subject: 'كلمة مرور جديدة لمكتب تحرير {newsletter}',
    heading: 'هل نسيتم كلمة المرور؟',
    body: 'طلب أحدهم، ونرجو أن يكون أنتم، كلمة مرور جديدة في مكتب تحرير {newsletter}. يصلح الرابط مرة واحدة ولمدة ساعة.',
    action: 'اختيار كلمة مرور',
    ignore: 'إن لم تكونوا أنتم من طلب فلا تفعلوا شيئًا: تبقى كلمة المرور القديمة.',
  },
  deskMention: {
    subject: '{by} ذكركم: {place}',
    heading: '{by} ذكركم',
    body: 'تعليق في مكتب تحرير {newsletter} على {place}:',
    action: 'الرد في مكتب التحرير',
  },
  yourTopics: 'مواضيعكم',
  insteadOfButton: 'إن لم يعمل الزر فانسخوا هذا العنوان إلى المتصفح:',
};
