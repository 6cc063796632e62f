import { findingLabel } from '@wetread/terminology';
import type { DecidedFinding, SentenceFlag } from '../report-content';
import { flag, type ReadSentence } from './read-sentence';

const FILM = '(?:chest|study|exam(?:ination)?|film|radiograph|x-?ray|image|picture|appearances?)';
const MANNER = '(?:entirely|essentially|grossly|completely|largely|quite|basically|all|otherwise)';
const NORMAL =
  '(?:normal|unremarkable|negative(?! for)|within (?:the )?(?:normal )?(?:limits|range)(?: of normal)?)';
/** The whole film called normal. */
const NORMAL_FILM = new RegExp(
  [
    `\\b${NORMAL}\\s+(?:(?:pa|ap|frontal|portable|adult|plain|single|view|chest|radiographic|looking)\\s+){0,3}${FILM}\\b(?! wall)`,
    `\\b${FILM}\\s+(?:(?:x-?ray|film|radiograph|itself)\\s+)?(?:is|are|was|looks?|appears?|remains?)?\\s*(?:${MANNER}\\s+)*${NORMAL}\\b`,
    '\\bno (?:(?:significant|radiographic|relevant|focal|gross|definite|obvious|discernible|evidence of|evidence for|sign of|signs of|any) )*(?:abnormalit(?:y|ies)|abnormal (?:findings?|changes?)|findings?|patholog(?:y|ies)|disease)\\b(?! (?:to|of|for|that|which|suggest|in|on|compatible|consistent))',
    '\\bnothing (?:abnormal|pathologic(?:al)?|remarkable|of note|to report|significant|suspicious)\\b',
    '\\bheart(?:,| and)[^.;]{0,20}\\blungs?\\b[^.;]{0,30}\\b(?:normal|unremarkable)\\b',
    '\\blungs?(?:,| and)[^.;]{0,20}\\bheart\\b[^.;]{0,30}\\b(?:normal|unremarkable)\\b',
    '\\b(?:everything|all) (?:is |looks |appears )?normal\\b|\\bfree (?:of|from) (?:abnormalit|disease|patholog|findings)',
  ].join('|'),
  'i',
);
/** Only what is acute denied. */
const NOTHING_ACUTE =
  /\b(?:no|without|free (?:of|from)|negative for)\b[^.;]{0,40}\b(?:acute|active)\b(?!\s+(?:osseous|bony|bone|skeletal|rib|displaced|abdominal|infiltrat|consolidat|pneumon|effusion|pneumothora|edema|fracture))|\bnothing (?:acute|active)\b/i;
/** Beside findings that are named these words leave them standing. */
const REST =
  /\b(?:otherwise|other(?: than)?|further|additional|apart from|aside from|except|remainder|rest of|elsewhere)\b/i;
const LUNGS_ONLY = /\blungs?\b|\bpulmonary\b/i;

const parenchymal = ['Edema', 'Pneumonia', 'Consolidation'];
const acute = new Set(['Pneumothorax', 'Effusion', ...parenchymal]);

/** A film with findings called normal, or free of what is acute. */
export function againstNormality(
  { sentence }: ReadSentence,
  findings: readonly DecidedFinding[],
): SentenceFlag[] {
  const { text } = sentence;
  if (REST.test(text)) return [];
  const present = findings.filter((finding) => finding.present);
  const denied = present.filter(deniedBy(text));
  if (denied.length === 0) return [];
  const names = denied.map(({ code }) => findingLabel(code)).join(', ');
  return [flag('contradiction', `calls the film normal; the model found ${names}`)];
}

function deniedBy(text: string): (finding: DecidedFinding) => boolean {
  if (NOTHING_ACUTE.test(text)) {
    const ofLungs = LUNGS_ONLY.test(text) && !/cardio/i.test(text);
    return ({ code }) => (ofLungs ? parenchymal.includes(code) : acute.has(code));
  }
  return NORMAL_FILM.test(text) ? () => true : () => false;
}
