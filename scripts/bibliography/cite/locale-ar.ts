/** Terms in Arabic for citations: the few that a bibliography prints. */

const months = [
  'يناير',
  'فبراير',
  'مارس',
  'أبريل',
  'ماي',
  'يونيو',
  'يوليوز',
  'غشت',
  'شتنبر',
  'أكتوبر',
  'نونبر',
  'دجنبر'
]

/** Name, then the term; with a form or a plural where the word has one. */
const terms: [name: string, one: string, options?: {many?: string; form?: 'short' | 'verb'}][] = [
  ['accessed', 'اطلع عليه بتاريخ'],
  ['and', 'و'],
  ['and others', 'وآخرون'],
  ['et-al', 'وآخرون'],
  ['anonymous', 'مجهول'],
  ['at', 'في'],
  ['available at', 'متاح على'],
  ['by', 'بقلم'],
  ['circa', 'حوالي'],
  ['cited', 'مذكور'],
  ['forthcoming', 'قيد النشر'],
  ['from', 'من'],
  ['ibid', 'المرجع نفسه'],
  ['in', 'في'],
  ['in press', 'تحت الطبع'],
  ['internet', 'إنترنت'],
  ['no date', 'بدون تاريخ'],
  ['no date', 'د.ت', {form: 'short'}],
  ['no-place', 'بدون مكان'],
  ['no-place', 'د.م', {form: 'short'}],
  ['no-publisher', 'بدون ناشر'],
  ['no-publisher', 'د.ن', {form: 'short'}],
  ['on', 'على'],
  ['online', 'على الإنترنت'],
  ['presented at', 'قدم في'],
  ['retrieved', 'استرجع'],
  ['open-quote', '«'],
  ['close-quote', '»'],
  ['open-inner-quote', '“'],
  ['close-inner-quote', '”'],
  ['page-range-delimiter', '–'],
  ['ordinal', ''],
  ['book', 'كتاب', {many: 'كتب'}],
  ['chapter', 'فصل', {many: 'فصول'}],
  ['chapter', 'ف.', {form: 'short'}],
  ['column', 'عمود', {many: 'أعمدة'}],
  ['figure', 'شكل', {many: 'أشكال'}],
  ['folio', 'ورقة', {many: 'أوراق'}],
  ['issue', 'عدد', {many: 'أعداد'}],
  ['issue', 'ع.', {form: 'short'}],
  ['line', 'سطر', {many: 'أسطر'}],
  ['note', 'هامش', {many: 'هوامش'}],
  ['number', 'رقم', {many: 'أرقام'}],
  ['number', 'رقم', {form: 'short'}],
  ['page', 'صفحة', {many: 'صفحات'}],
  ['page', 'ص.', {many: 'ص.', form: 'short'}],
  ['number-of-pages', 'صفحة', {many: 'صفحات'}],
  ['number-of-pages', 'ص.', {many: 'ص.', form: 'short'}],
  ['paragraph', 'فقرة', {many: 'فقرات'}],
  ['part', 'جزء', {many: 'أجزاء'}],
  ['section', 'قسم', {many: 'أقسام'}],
  ['verse', 'آية', {many: 'آيات'}],
  ['volume', 'مجلد', {many: 'مجلدات'}],
  ['volume', 'مج.', {form: 'short'}],
  ['edition', 'طبعة', {many: 'طبعات'}],
  ['edition', 'ط.', {form: 'short'}],
  ['version', 'نسخة'],
  ['editor', 'محرر', {many: 'محررون'}],
  ['editor', 'تحرير', {form: 'short'}],
  ['editor', 'تحرير', {form: 'verb'}],
  ['translator', 'مترجم', {many: 'مترجمون'}],
  ['translator', 'ترجمة', {form: 'short'}],
  ['translator', 'ترجمة', {form: 'verb'}],
  ...months.map((name, index): [string, string] => [`month-${String(index + 1).padStart(2, '0')}`, name])
]

function term([name, one, {many, form} = {}]: (typeof terms)[number]): string {
  const attributes = `name="${name}"${form ? ` form="${form}"` : ''}`
  const content = many === undefined ? one : `<single>${one}</single><multiple>${many}</multiple>`
  return `<term ${attributes}>${content}</term>`
}

/** The locale as CSL wants it. */
export const arabic = `<?xml version="1.0" encoding="utf-8"?>
<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="ar">
<style-options punctuation-in-quote="false"/>
<date form="text"><date-part name="day" suffix=" "/><date-part name="month" suffix=" "/><date-part name="year"/></date>
<date form="numeric"><date-part name="day" form="numeric-leading-zeros" suffix="/"/><date-part name="month" form="numeric-leading-zeros" suffix="/"/><date-part name="year"/></date>
<terms>
${terms.map(term).join('\n')}
</terms>
</locale>
`
