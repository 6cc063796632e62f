import { randomUUID } from 'node:crypto';
import { isCriticalFinding } from '@wetread/terminology';
import { type FindingMention, labelText } from '@wetread/labeller';
import { freeSentence, type ReportSentence, type Section } from './report-content';
import { EditInvalid } from './report-errors';
import { agrees } from './verifier/polarity';

/** A sentence as a person leaves it; `id` tells which sentence it was. */
export interface SentenceEdit {
  readonly id?: string;
  readonly section: Section;
  readonly text: string;
}

/**
 * Sentences after a person's edit. Unchanged text keeps all it stands for. Changed text is the person's, and
 * keeps its finding, probability and evidence only while it still says the same of that finding. Flags are
 * left empty: the verifier reads the whole afterwards.
 * @throws EditInvalid when one id is used twice or an addendum is slipped in or dropped
 */
export function editSentences(
  current: readonly ReportSentence[],
  edits: readonly SentenceEdit[],
): ReportSentence[] {
  const known = new Map(current.map((sentence) => [sentence.id, sentence]));
  const used = new Set<string>();
  const edited = edits.map((edit) => {
    const before = edit.id === undefined ? undefined : known.get(edit.id);
    if (before && used.has(before.id)) throw new EditInvalid(`sentence ${before.id} is given twice`);
    if (edit.section === 'addendum' && before?.section !== 'addendum')
      throw new EditInvalid('an addendum is added by its own request, after the report is signed');
    if (before) used.add(before.id);
    return before ? editSentence(before, edit) : typedSentence(edit);
  });
  // Addenda are part of the signed record: a correction may reword one, not lose it.
  if (current.some(({ id, section }) => section === 'addendum' && !used.has(id)))
    throw new EditInvalid('a correction must keep every addendum');
  return edited;
}

/** A new sentence of a person. */
export const typedSentence = ({ section, text }: SentenceEdit): ReportSentence => ({
  ...freeSentence({ id: randomUUID(), section, text: tidy(text), author: 'person' }),
  critical: statesCriticalFinding(text),
});

function editSentence(before: ReportSentence, edit: SentenceEdit): ReportSentence {
  const text = tidy(edit.text);
  if (text === before.text) return { ...before, section: edit.section, flags: [] };
  const mentions = labelText(text);
  const mention = mentions.find(({ finding, implied }) => finding === before.finding && !implied);
  const typed = { ...typedSentence(edit), id: before.id };
  if (!mention || before.polarity === null || !agrees(mention.polarity, before.polarity)) return typed;
  return {
    ...typed,
    finding: before.finding,
    polarity: mention.polarity,
    location:
      mention.location.side === 'none' && mention.location.zone === 'none'
        ? before.location
        : mention.location,
    probability: before.probability,
    evidence: before.evidence,
    ...stillDenied(before, mentions),
  };
}

/** Of the other findings that the sentence denied, those that it still denies. */
function stillDenied(
  { alsoAbsent }: ReportSentence,
  mentions: readonly FindingMention[],
): Pick<ReportSentence, 'alsoAbsent'> {
  const kept = (alsoAbsent ?? []).filter(({ finding }) =>
    mentions.some((mention) => mention.finding === finding && mention.polarity === 'absent'),
  );
  return kept.length > 0 ? { alsoAbsent: kept } : {};
}

const statesCriticalFinding = (text: string): boolean =>
  labelText(text).some(({ finding, polarity }) => polarity !== 'absent' && isCriticalFinding(finding));

// PostgreSQL stores neither NUL nor half of a surrogate pair; a pasted text may hold both.
const tidy = (text: string): string =>
  text
    .replaceAll(/\0|\p{Surrogate}/gu, '')
    .trim()
    .replaceAll(/\s+/g, ' ');

/** Whether two lists say the same in the same order, whoever wrote them. */
export const sameWording = (a: readonly ReportSentence[], b: readonly ReportSentence[]): boolean =>
  a.length === b.length &&
  a.every((sentence, at) => {
    const other = b[at];
    return other?.id === sentence.id && other.text === sentence.text && other.section === sentence.section;
  });
