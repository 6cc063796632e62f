import { diffWordsWithSpace } from 'diff';
import type { ReportSentence, Section } from './report-content';
import { sections } from './report-content';

export interface DifferencePart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

const heading: Record<Section, string> = {
  findings: 'Findings',
  impression: 'Impression',
  addendum: 'Addendum',
};

/** The text that revisions are compared by: headed sections, one sentence a line. */
export const comparableText = (sentences: readonly ReportSentence[]): string =>
  sections
    .map((section) => ({ section, lines: sentences.filter((sentence) => sentence.section === section) }))
    .filter(({ lines }) => lines.length > 0)
    .map(({ section, lines }) => [heading[section], ...lines.map(({ text }) => text)].join('\n'))
    .join('\n');

/** Word by word, what `after` added to and removed from `before`; joining all but `removed` gives `after`. */
export function wordDifference(
  before: readonly ReportSentence[],
  after: readonly ReportSentence[],
): DifferencePart[] {
  return diffWordsWithSpace(comparableText(before), comparableText(after)).map(
    ({ added, removed, value }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value,
    }),
  );
}
