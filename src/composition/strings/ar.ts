import type { Strings } from './strings.ts';

export const ar: Strings = {
  language: 'ar',
  editionNumber: 'العدد {number}',
  storyCount: {
    zero: 'لا أخبار',
    one: 'خبر واحد',
    two: 'خبران',
    few: '{count} أخبار',
    many: '{count} خبرًا',
    other: '{count} خبر',
  },
  inThisEdition: 'في هذا العدد',
  alsoCoveredBy: 'نشرته أيضًا {outlets}',
  moreOutlets: { other: '{count} غيرها' },
  update: 'تحديث',
  video: 'فيديو',
  plus: 'وأيضًا: {headlines}',
  chosenForYou: 'الأخبار التي اخترناها لكم في هذا العدد من {newsletter}',
  whyYouGetThis: 'تصلكم هذه الرسالة لأنكم مشتركون في {newsletter}.',
  preferences: 'تغيير المواضيع',
  unsubscribe: 'إلغاء الاشتراك',
  viewInBrowser: 'عرض في المتصفح',
};
