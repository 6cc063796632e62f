import type { DecidedFinding } from '@wetread/reporting';
import {
  findingVocabulary,
  type NihFindingCode,
  nihFindingCodes,
  type Side,
  type Zone,
} from '@wetread/terminology';

/** Headings that coders gave a report (Demner-Fushman et al., JAMIA 2016), e.g. `Opacity/lung/base/left`. */
export type Headings = readonly string[];

const meaning: readonly (readonly [pattern: RegExp, code: NihFindingCode])[] = [
  [/^pulmonary atelectasis|^volume loss/i, 'Atelectasis'],
  [/^cardiomegaly|^(?:cardiac shadow|heart)\/.*enlarged/i, 'Cardiomegaly'],
  [/^(?:hydropneumothorax|pleural effusion)|^costophrenic angle\/.*blunted/i, 'Effusion'],
  [/^infiltrate|^opacity/i, 'Infiltration'],
  [/^mass\b(?!.*mediastin)/i, 'Mass'],
  [/^nodule/i, 'Nodule'],
  [/^pneumonia/i, 'Pneumonia'],
  [/^(?:hydro)?pneumothorax/i, 'Pneumothorax'],
  [/^consolidation|^airspace disease/i, 'Consolidation'],
  [/^pulmonary (?:edema|congestion)|^heart failure/i, 'Edema'],
  [/^(?:pulmonary |bullous )?emphysema|^pulmonary disease, chronic obstructive/i, 'Emphysema'],
  [/^pulmonary fibrosis|^cicatrix\b.*lung|^lung diseases, interstitial/i, 'Fibrosis'],
  [/^thickening\b.*pleura/i, 'Pleural_Thickening'],
  [/^hernia, hiatal/i, 'Hernia'],
];
/** Headings that another reader may or may not count as the finding: it stays undecided. */
const doubtful: readonly (readonly [pattern: RegExp, code: NihFindingCode])[] = [
  [/^(?:calcified )?granuloma|^granulomatous/i, 'Nodule'],
  [/^density|^markings/i, 'Infiltration'],
  [/^calcinosis\b.*pleura/i, 'Pleural_Thickening'],
  [/^cicatrix/i, 'Fibrosis'],
];
const zoneWords: readonly (readonly [pattern: RegExp, zone: Zone])[] = [
  [/\/(?:upper lobe|apex)/i, 'upper'],
  [/\/(?:middle lobe|lingula|hilum)/i, 'middle'],
  [/\/(?:lower lobe|base|retrocardiac|costophrenic)/i, 'lower'],
];

/** CheXpert's names (Irvin et al., AAAI 2019) of findings that mean the same as ours. */
const chexpertNames: Partial<Record<NihFindingCode, string>> = {
  Atelectasis: 'Atelectasis',
  Cardiomegaly: 'Cardiomegaly',
  Effusion: 'Pleural Effusion',
  Pneumonia: 'Pneumonia',
  Pneumothorax: 'Pneumothorax',
  Consolidation: 'Consolidation',
  Edema: 'Edema',
};

/**
 * What a report finds by others than our labeller: the coders' headings; with `chexpert`, a finding of which the two
 * say different things, or that CheXpert leaves open, is left out as undecided.
 */
export function findingsOfHeadings(
  headings: Headings,
  chexpert: Readonly<Record<string, number>> | null,
): DecidedFinding[] {
  return nihFindingCodes.flatMap((code): DecidedFinding[] => {
    const own = tells(headings, meaning, code);
    const present = own.length > 0;
    if (!present && tells(headings, doubtful, code).length > 0) return [];
    const name = chexpertNames[code];
    const second = name === undefined || chexpert === null ? undefined : (chexpert[name] ?? 0);
    if (second !== undefined && second !== Number(present)) return [];
    return [
      {
        code,
        label: findingVocabulary[code].label,
        probability: present ? 0.9 : 0.1,
        threshold: 0.5,
        present,
        location: { side: sideOf(own, findingVocabulary[code].sided), zone: zoneOf(own) },
      },
    ];
  });
}

const tells = (headings: Headings, meanings: typeof meaning, code: NihFindingCode): string[] =>
  headings.filter((heading) => meanings.some(([pattern, of]) => of === code && pattern.test(heading)));

/** Only what every heading of the finding tells; two sides are both. */
function sideOf(headings: Headings, sided: boolean): Side {
  const sides = headings.map((heading) => heading.match(/\/(left|right|bilateral)\b/i)?.[1]?.toLowerCase());
  if (!sided || sides.length === 0 || sides.includes(undefined)) return 'none';
  return new Set(sides).size === 1 ? (sides[0] as Side) : 'bilateral';
}

function zoneOf(headings: Headings): Zone {
  const zones = new Set(
    headings.map((heading) => zoneWords.find(([pattern]) => pattern.test(heading))?.[1] ?? 'none'),
  );
  return zones.size === 1 ? [...zones][0]! : 'none';
}
