import type { DecidedFinding, FilmFindings, ReportSentence } from '@wetread/reporting';
import type { NihFindingCode } from '@wetread/terminology';

/** A text and what it ought to say: the ground that errors are planted in. */
export interface FaithfulDraft {
  readonly id: string;
  /** The patient: what intervals are drawn over. */
  readonly group: string;
  readonly author: ReportSentence['author'];
  readonly sentences: readonly ReportSentence[];
  /** What the text says, and what errors are planted against. */
  readonly film: FilmFindings;
  /** What the verifier gets when that is somebody else's opinion of the film. */
  readonly against?: FilmFindings;
}

/** Words that speak of a finding; no labeller is asked, so that its mistakes cannot hide themselves. */
const speakingOf: Readonly<Record<NihFindingCode, RegExp>> = {
  Atelectasis: /atelecta|collapse|volume loss/i,
  Cardiomegaly: /cardiomegaly|heart|cardiac|cardiomediastinal/i,
  Effusion: /effusion|pleural fluid|costophrenic/i,
  Infiltration: /infiltrat|opaci/i,
  Mass: /\bmass/i,
  Nodule: /nodul/i,
  Pneumonia: /pneumonia|infect/i,
  Pneumothorax: /pneumothora/i,
  Consolidation: /consolidat|air ?space/i,
  Edema: /edema|congesti/i,
  Emphysema: /emphysem|copd|obstructive|bull/i,
  Fibrosis: /fibro|scar/i,
  Pleural_Thickening: /pleural thick|thickening|apical cap|plaque/i,
  Hernia: /hernia/i,
};
const LUNGS = /\blungs?\b.*\bclear\b|\bclear\b.*\blungs?\b/i;

/** Whether a sentence stands for a finding: by its provenance, or, where a person wrote it, by its words. */
export const standsFor = (sentence: ReportSentence, code: string): boolean =>
  sentence.finding === null
    ? speakingOf[code as NihFindingCode].test(sentence.text)
    : sentence.finding === code;

/** Whether a sentence says nothing but of this one finding, as far as words tell. */
export const speaksOnlyOf = (sentence: ReportSentence, code: string): boolean =>
  standsFor(sentence, code) &&
  !LUNGS.test(sentence.text) &&
  !Object.entries(speakingOf).some(([other, words]) => other !== code && words.test(sentence.text));

export const presentIn = ({ film }: FaithfulDraft): DecidedFinding[] =>
  film.findings.filter(({ present }) => present);
export const absentIn = ({ film }: FaithfulDraft): DecidedFinding[] =>
  film.findings.filter(({ present }) => !present);
