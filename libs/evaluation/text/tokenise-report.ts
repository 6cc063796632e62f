/**
 * A report as the words that texts are compared by, as R2Gen prepares Open-i (Chen et al., EMNLP 2020,
 * `clean_report_iu_xray`): numbers of lists and punctuation left out, lower case, each sentence ended by " ." as a
 * word of its own. Its cut at 60 words and its `<unk>` for rare words are not made: they are the model's, not the
 * text's.
 */
export function tokeniseReport(report: string): string[] {
  const sentences = report
    .replaceAll('..', '.')
    .replaceAll('..', '.')
    .replaceAll('..', '.')
    .replaceAll('1. ', '')
    .replaceAll(/\. [2-5]\. /g, '. ')
    .replaceAll(/ [2-5]\. /g, '. ')
    .trim()
    .toLowerCase()
    .split('. ')
    .map((sentence) => sentence.replaceAll(PUNCTUATION, '').trim());
  return `${sentences.join(' . ')} .`.split(/\s+/).filter((word) => word !== '');
}

/** R2Gen's own class, a range from ":" to "[" included; hyphens stay. */
const PUNCTUATION = /["/\\']|[.,?;*!%^&_+():-[\]{}]/g;
