import type { Side, Zone } from '@wetread/terminology';
import { everyMatch } from './cue-list';

export interface Location {
  readonly side: Side;
  readonly zone: Zone;
}
export const nowhere: Location = { side: 'none', zone: 'none' };

/** A word of place in a clause; offsets into the clause. */
export interface PlaceWord extends Partial<Location> {
  readonly start: number;
  readonly end: number;
  /** Whether the word follows its finding: "effusion *on the left*". */
  readonly trailing: boolean;
}

// Sides of what is no lung: "left ventricle", "right rib".
const NOT_LUNG =
  '(?! (?:(?:(?:upper |lower |middle )?(?:thoracentesis|thoracotomy|lobectomy|pneumonectomy|biopsy|segmentectomy))|clinical|lateral (?:decub|view|film|radiog|proj)|decub|heart|atri|ventric|paratracheal|hemi-?diaphragm|main|rib|ribs|shoulder|humer|clavic|breast|axill|arm|hip|neck|scapul|mastectomy|[a-z-]{1,14} ribs?\\b))';
const BOTH = '(?:both|each)';
// Where the trachea or the mediastinum went is not where the finding is.
const NOT_SHIFT =
  '(?<!(?:shift|shifted|deviated|deviation|displaced|displacement|deviates)(?: of (?:the )?[a-z]{1,14})? (?:to|towards?) the )';
const LETTER_NOUN =
  '(?:pleural|lung|lower|upper|mid|middle|base|basilar|basal|apical|apex|sided|effusions?|ptx|pneumothorax|hemithorax|cp|hilar|perihilar|lobe|hilum|chest|opacity|atelectasis|consolidation|infiltrate)\\b';

const word = (source: string, place: Partial<Location>) => ({ ...place, pattern: new RegExp(source, 'g') });
const WORDS: readonly (Partial<Location> & { pattern: RegExp })[] = [
  word(`\\bbi-?(?:basilar|basal)\\b|\\b${BOTH} (?:lung )?bases\\b`, { side: 'bilateral', zone: 'lower' }),
  word(`\\bbi-?apical\\b|\\b${BOTH} (?:lung )?(?:apices|apex)\\b`, { side: 'bilateral', zone: 'upper' }),
  word(`\\bbi-?hilar\\b|\\bbilateral perihilar\\b`, { side: 'bilateral', zone: 'middle' }),
  word('\\brul\\b', { side: 'right', zone: 'upper' }),
  word('\\brml\\b', { side: 'right', zone: 'middle' }),
  word('\\brll\\b', { side: 'right', zone: 'lower' }),
  word('\\blul\\b', { side: 'left', zone: 'upper' }),
  word('\\blll\\b', { side: 'left', zone: 'lower' }),
  word('\\blingul(?:a|ar)\\b', { side: 'left', zone: 'middle' }),
  word('\\bretro-?cardiac\\b', { side: 'left', zone: 'lower' }),
  word('\\bright middle[ -]lobe\\b|\\bmiddle[ -]lobe\\b', { side: 'right', zone: 'middle' }),
  word(
    `\\bbi-?lateral(?:ly)?\\b|\\bb\\/l\\b|\\bbilat\\b|\\b${BOTH} (?=(?:lungs?|sides?|hemithora|costophrenic|cp|pleural|upper|lower|mid|hil|perihilar|apical|basal|effusions|pneumothora))|\\btwo-sided\\b|\\b[lr] ?> ?[lr]\\b|\\bdiffusely throughout both\\b`,
    { side: 'bilateral' },
  ),
  word(`${NOT_SHIFT}\\bleft(?:-sided)?\\b${NOT_LUNG}|\\(l\\)|\\blt\\b|\\bl\\b(?= ${LETTER_NOUN})`, {
    side: 'left',
  }),
  word(`${NOT_SHIFT}\\bright(?:-sided)?\\b${NOT_LUNG}|\\(r\\)|\\brt\\b|\\br\\b(?= ${LETTER_NOUN})`, {
    side: 'right',
  }),
  word(
    '\\bupper(?= |-)(?! (?:limits?|abdom|quadrant|normal|range|respiratory|extrem|lobectom))|\\bapex\\b|\\bapices\\b|\\bapical(?:ly)?\\b|\\bsuprahilar\\b',
    { zone: 'upper' },
  ),
  word(
    '\\bhil(?:ar|um|a)\\b(?! (?:aden|lymph|node|vess|vascul|contour|calcif|or mediast|and mediast|fullness|prominen|enlarge|silhouette))|\\bmid(?:dle)?(?=[ -](?:(?:and|or|to) (?:lower|upper) )?(?:lungs?|zones?|lobes?|fields?|portion|third|thora|chest))|\\bmid-?(?:lung|zone)s?\\b|\\bperi-?hilar\\b',
    { zone: 'middle' },
  ),
  word(
    '\\blower(?= |-)(?! (?:limits?|lobectom|extrem|abdom|thoracic spine|cervical|respiratory))|\\bbas(?:e|es|al|ilar|ally)\\b|\\binfrahilar\\b|\\bsubpulmonic\\b|\\bsupradiaphragmatic\\b',
    { zone: 'lower' },
  ),
];

const PREPOSITION =
  /\b(?:than|on|in|at|within|of|to|over|into|throughout|involving|overlying|towards?|along|near|behind|affecting|occupying|projecting over)(?: (?:the|both|its))?(?: [a-z-]+){0,3} ?$/;
const COMPARED =
  /^(?:left|right)[^,;]{0,25}\b(?:greater|larger|more|worse|less|smaller|bigger)\b|^[lr] ?> ?[lr]/;

/** Words of place in a clause, in order; a longer word hides the words in it. */
export function placeWords(clause: string): PlaceWord[] {
  const words: PlaceWord[] = [];
  for (const { pattern, ...place } of WORDS) {
    for (const match of everyMatch(pattern, clause)) {
      const start = match.index;
      const end = start + match[0].length;
      if (words.some((other) => start < other.end && end > other.start)) continue;
      const before = clause.slice(Math.max(0, start - 40), start);
      const trailing =
        match[0] === 'bilaterally' ||
        PREPOSITION.test(before) ||
        COMPARED.test(clause.slice(start, start + 50));
      words.push({ ...place, start, end, trailing });
    }
  }
  return words.sort((a, b) => a.start - b.start);
}
