import type { ReportDocument } from '../domain/report-document';
import type { ReportSentence, Section } from '../domain/report-content';
import { isSigned, type ReportStatus } from '../domain/report-status';

/** Names that mark a document as no patient's, in the words that every output carries. */
const markWords: Readonly<Record<string, string>> = {
  PHANTOM: 'PHANTOM - synthetic film, not a patient',
  SYNTHETIC: 'SYNTHETIC - film made from text, not a patient',
};
export const markText = (mark: string): string => markWords[mark] ?? mark;

/** Whether the film is a phantom or made from text. */
export const showsNoPatient = ({ marks }: Pick<ReportDocument, 'marks'>): boolean =>
  marks.some((mark) => mark in markWords);

const sectionHeading: Readonly<Record<Section, string>> = {
  findings: 'Findings',
  impression: 'Impression',
  addendum: 'Addendum',
};

export const statusHeading: Readonly<Record<ReportStatus, string>> = {
  preliminary: 'Preliminary report',
  final: 'Final report',
  appended: 'Final report with addendum',
  amended: 'Amended report',
  corrected: 'Corrected report',
  cancelled: 'Cancelled report',
  'entered-in-error': 'Report entered in error',
};

/** Where the words come from and who answers for them; no output leaves without it. */
export function provenanceText(document: ReportDocument): string {
  const model = document.model ? `${document.model.name} ${document.model.version}` : null;
  const { status, signature } = document;
  if (status === 'entered-in-error') return 'Entered in error - do not use this report.';
  if (status === 'cancelled') return 'Cancelled - do not use this report.';
  if (!isSigned(status) || !signature) {
    const edited = document.sentences.some(({ author }) => author === 'person');
    const writer = model ? `drafted by ${model}${edited ? ', edited' : ''}` : 'draft';
    return `Preliminary - ${writer}, not yet reviewed by a physician`;
  }
  const drafted = model ? ` Drafted by ${model}, reviewed by the signer.` : '';
  return `Signed by ${signature.name} on ${minuteOf(signature.at)}.${drafted}`;
}

/** `2026-11-23 14:05 UTC`. */
const minuteOf = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** `O'Neil, Mary Ann (Dr)` from a PN; the alphabetic group, else the first that is there (PS3.5 section 6.2.1). */
export function personName(pn: string): string {
  const group = pn.split('=').find((value) => value.replaceAll('^', '').trim() !== '') ?? '';
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = group
    .split('^')
    .map((part) => part.trim());
  const names = [given, middle].filter(Boolean).join(' ');
  const affixes = [prefix, suffix].filter(Boolean).join(', ');
  const name = [family, names].filter(Boolean).join(', ');
  return affixes ? `${name} (${affixes})` : name || 'Unnamed';
}

/** What the draft was compared with: `film of 2026-03-02`; `null` when that was nothing. */
const comparedFilm = ({ prior }: ReportDocument): string | null =>
  prior && (prior.acquiredOn ? `film of ${prior.acquiredOn}` : 'earlier film, its date unknown');

/** "Compared with the film of 2026-03-02."; `null` when the report speaks of one film alone. */
export function comparisonText(document: ReportDocument): string | null {
  const film = comparedFilm(document);
  return film && `Compared with the ${film}.`;
}

/** Label and value of everything that the header of a page names, empty ones left out. */
export function headerFields(document: ReportDocument): (readonly [label: string, value: string])[] {
  const { patient, study } = document;
  const fields: (readonly [string, string | null])[] = [
    ['Patient', personName(patient.patientName)],
    ['Patient ID', patient.patientId],
    ['Birth date', patient.birthDate],
    ['Sex', patient.sex],
    ['Study', study.studyDescription],
    ['Study date', [study.studyDate, study.studyTime?.slice(0, 5)].filter(Boolean).join(' ')],
    ['Accession', study.accessionNumber],
    ['Comparison', comparedFilm(document)],
    ['Referring', study.referringPhysicianName ? personName(study.referringPhysicianName) : null],
  ];
  return fields.flatMap(([label, value]) => (value ? [[label, value] as const] : []));
}

export interface DocumentSection {
  readonly section: Section;
  readonly heading: string;
  readonly sentences: readonly ReportSentence[];
}

/** Sections that have sentences, in the order of a report. */
export function documentSections({ sentences }: ReportDocument): DocumentSection[] {
  return (['findings', 'impression', 'addendum'] as const)
    .map((section) => ({
      section,
      heading: sectionHeading[section],
      sentences: sentences.filter((sentence) => sentence.section === section),
    }))
    .filter((section) => section.sentences.length > 0);
}

/** "Addendum by Dr Sato on 2026-11-23 15:00 UTC". */
export function addendumLine(document: ReportDocument, sentenceId: string): string | null {
  const addendum = document.addenda.find((one) => one.sentenceId === sentenceId);
  return addendum ? `Added by ${addendum.name} on ${minuteOf(addendum.at)}` : null;
}
