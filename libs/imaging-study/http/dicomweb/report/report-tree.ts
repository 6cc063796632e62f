import type { DicomItem } from '@wetread/dicom';
import { contentValue } from './content-value';
import { dayText, nameText } from './value-text';

/** One content item in words (PS3.3 section C.17.3), with what lies below it. */
export interface ReportEntry {
  /** Whether it is a container: a heading, without a value of its own. */
  isHeading: boolean;
  /** What it is about; `null` where the item names no concept. */
  concept: string | null;
  value: string | null;
  entries: readonly ReportEntry[];
}

/** A structured report in words. PHI. */
export interface ReportTree {
  title: string;
  /** Whom and what it is about and how far it is done; what is not known is left out. */
  facts: readonly (readonly [name: string, value: string])[];
  entries: readonly ReportEntry[];
}

/** Reads the content tree of an SR document, in its order and whole: a rendering must leave nothing out. */
export const reportTree = (document: DicomItem): ReportTree => ({
  title: conceptOf(document) ?? 'Structured report',
  facts: factsOf(document),
  entries: document.sequence('ContentSequence').map(entryOf),
});

const entryOf = (item: DicomItem): ReportEntry => ({
  isHeading: item.string('ValueType') === 'CONTAINER',
  concept: conceptOf(item),
  value: contentValue(item),
  entries: item.sequence('ContentSequence').map(entryOf),
});

const conceptOf = (item: DicomItem): string | null =>
  item.sequence('ConceptNameCodeSequence')[0]?.string('CodeMeaning') ?? null;

function factsOf(document: DicomItem): [string, string][] {
  const name = document.person('PatientName');
  const observers = document
    .sequence('VerifyingObserverSequence')
    .flatMap((observer) => observer.person('VerifyingObserverName') ?? []);
  const facts: [string, string | null][] = [
    ['Patient', name && nameText(name)],
    ['Patient ID', document.string('PatientID')],
    ['Date of birth', dayText(document.string('PatientBirthDate'))],
    ['Sex', document.string('PatientSex')],
    ['Study date', dayText(document.string('StudyDate'))],
    ['Study', document.string('StudyDescription')],
    ['Accession number', document.string('AccessionNumber')],
    ['Completion', document.string('CompletionFlag')],
    ['Verification', document.string('VerificationFlag')],
    ['Verified by', observers.map(nameText).join('; ')],
  ];
  return facts.filter((fact): fact is [string, string] => Boolean(fact[1]));
}
