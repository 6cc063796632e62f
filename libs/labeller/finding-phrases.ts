import type { FindingCode } from './finding-code';

/**
 * How a phrase speaks of its finding: it names the finding (`abnormal`), it denies it by calling the
 * organ normal (`normal`), or it sits between the two (`borderline`, read as uncertain).
 */
export type PhraseKind = 'abnormal' | 'normal' | 'borderline';

/**
 * `pattern` runs on lower-case text. A named group `head` marks the word that cues are measured from;
 * without it the whole match is the head. A phrase without a finding only hides its words from the others.
 */
export interface FindingPhrase {
  readonly finding: FindingCode | 'clear-lungs' | null;
  readonly kind: PhraseKind;
  readonly pattern: RegExp;
}

const abnormal = (finding: FindingCode, ...sources: string[]): FindingPhrase[] =>
  sources.map((source) => ({ finding, kind: 'abnormal', pattern: new RegExp(`\\b(?:${source})`, 'dg') }));
const hidden = (...sources: string[]): FindingPhrase[] =>
  sources.map((source) => ({
    finding: null,
    kind: 'abnormal',
    pattern: new RegExp(`\\b(?:${source})`, 'dg'),
  }));

const HEART =
  '(?:heart|cardiac|cardiomediastinal|cardio-mediastinal|cardiopericardial|cardiothoracic ratio)\\b';
const VERB = '(?:is|are|was|were|appears?|remains?|seems?)';
// From the organ to its adjective: no second verb and no new statement between them.
const TO_ADJECTIVE = `(?:(?!\\b${VERB}\\b|\\bwith\\b)[^.;:]){0,70}(?:${VERB}\\s+)?(?:(?:not|[a-z]+ly|near|at|of|to|within|be|the|stable and|unchanged and)\\s+){0,4}`;
const NORMAL = '(?<head>normal|unremarkable|(?:within|in) normal limits?|not enlarged|not dilated)\\b';
const BORDERLINE =
  '(?<head>borderline|upper limits? of normal|top[- ]normal|upper[- ]normal|high[- ]normal|top limits? of normal)\\b';

const cardiac: FindingPhrase[] = [
  ...abnormal(
    'Cardiomegaly',
    'cardiomegaly',
    'cardiac enlargement\\b',
    'cardiac dilatation\\b',
    'enlarge(?:d|ment)(?: of)?(?: the)? (?:heart|cardiac|cardiomediastinal|cardio-mediastinal)(?: (?:silhouette|shadow|contour))?s?\\b',
    `${HEART}${TO_ADJECTIVE}(?<head>enlarged|dilated|increased in size|enlargement|too large|(?:mildly|slightly|moderately|markedly) large)\\b`,
    `${HEART}${TO_ADJECTIVE}(?<head>(?:mildly|moderately|markedly|severely) (?:prominent|increased))\\b`,
    '(?:increased|elevated) (?:cardiothoracic ratio|heart size|cardiac size)\\b',
  ),
  {
    finding: 'Cardiomegaly',
    kind: 'borderline',
    pattern: new RegExp(`\\b${HEART}${TO_ADJECTIVE}${BORDERLINE}`, 'dg'),
  },
  {
    finding: 'Cardiomegaly',
    kind: 'borderline',
    pattern: new RegExp(
      `\\b(?<head>borderline)(?: enlarge(?:d|ment)(?: of)?(?: the)?| size(?: of the)?)? (?:cardiomegaly|${HEART})(?: size| silhouette)?`,
      'dg',
    ),
  },
  {
    finding: 'Cardiomegaly',
    kind: 'normal',
    pattern: new RegExp(`\\b${HEART}${TO_ADJECTIVE}${NORMAL}`, 'dg'),
  },
  {
    finding: 'Cardiomegaly',
    kind: 'normal',
    pattern: new RegExp(
      `\\b(?<head>normal|unremarkable)[- ](?:sized? |size of the |appearance of the |contour of the )?(?:heart|cardiac|cardiomediastinal|cardiothoracic ratio)\\b(?: (?:size|silhouette|contours?))?`,
      'dg',
    ),
  },
];

const pleural: FindingPhrase[] = [
  ...hidden(
    '(?:pericardial|joint|knee|subdural) effusions?\\b',
    '(?:subcutaneous|soft[- ]tissue|surgical|mediastinal) emphysema\\b',
    '(?:soft[- ]tissue|subcutaneous|peripheral|ankle) o?edema\\b',
  ),
  ...abnormal(
    'Effusion',
    'effusions?\\b',
    '(?:hydro|haemo|hemo)(?:pneumo)?thorax\\b',
    'pleural (?:fluid|collections?)\\b',
    'fluid in the (?:left |right )?pleural spaces?\\b',
    'fluid (?:layering|collects?|collecting)\\b',
  ),
  {
    finding: 'Effusion',
    kind: 'borderline',
    pattern:
      /\b(?<head>blunt(?:ed|ing|s)?)(?: of)?(?: the)?[^.;,]{0,30}\b(?:costophrenic|cp|costo-phrenic|angles?|sulc(?:us|i))\b|\b(?:costophrenic|cp|costo-phrenic)\b[^.;,]{0,40}\b(?<head2>blunt(?:ed|ing))\b/dg,
  },
  {
    finding: 'Effusion',
    kind: 'normal',
    pattern:
      /\b(?:(?:costophrenic|cp|costo-phrenic)(?: (?:angles?|sulc(?:us|i)|recess(?:es)?))?|pleural (?:spaces?|surfaces?|recess(?:es)?))(?:(?!\b(?:is|are|remains?|appears?)\b)[^.;]){0,30}(?:(?:is|are|remains?|appears?)\s+)?(?:[a-z]+ly\s+)?(?<head>sharp|clear|preserved|normal|free|unremarkable)\b/dg,
  },
  ...abnormal('Pneumothorax', 'pneumothora(?:x|ces)\\b', '(?:hydro|haemo|hemo)pneumothorax\\b', 'ptx\\b'),
  ...abnormal(
    'Pleural_Thickening',
    'pleural (?:based )?(?:thickening|plaques?|scarring|scar|calcifications?)\\b',
    '(?:pleuro-?parenchymal|apical|biapical) (?:thickening|pleural thickening|pleural scarring)\\b',
    'thicken(?:ing|ed)(?: of)?(?: the)?(?: (?:left|right|apical|lateral|basal))* pleura(?:e|l)?\\b',
    'pleura(?:e)? (?:is |are |appears? )?(?:[a-z]+ly )?(?<head>thickened)\\b',
    'apical cap(?:s|ping)?\\b',
  ),
];

const parenchymal: FindingPhrase[] = [
  ...hidden(
    'mass effect\\b',
    'body mass\\b',
    'muscle mass\\b',
    '(?:vertebral|compression|disc)[a-z ]{0,20}collapse\\b',
    'masses? (?:or|and) organomegaly\\b',
  ),
  ...abnormal(
    'Atelectasis',
    'atelecta(?:sis|ses|tic)\\b',
    'volume loss\\b',
    'loss of (?:lung )?volume\\b',
    '(?:lobar|lung|segmental|partial|lobe) collapse\\b',
    'collapse of the (?:left |right )?(?:upper |middle |lower )?(?:lung|lobe)\\b',
    'collapsed (?:lung|lobe)\\b',
    '(?:plate-?like|discoid|linear|bandlike|band-like) (?:[a-z]+ )?(?:opacit(?:y|ies)|densit(?:y|ies))\\b',
  ),
  ...abnormal(
    'Infiltration',
    'infiltrat(?:es?|ions?|ive)\\b',
    '(?:(?:ill-defined|hazy|patchy|reticular|interstitial|ground-?glass|faint|vague|streaky|increased|focal|parenchymal|pulmonary|lung|basilar|basal|bibasilar|retrocardiac|perihilar|confluent|scattered) )*(?:opacit(?:y|ies)|opacifications?)\\b',
  ),
  ...abnormal(
    'Consolidation',
    'consolidat(?:ions?|ed|ive)\\b',
    '(?:air-?space|air space|alveolar) (?:opacit(?:y|ies)|opacifications?|disease|process|filling)\\b',
    'air bronchograms?\\b',
  ),
  ...abnormal(
    'Pneumonia',
    '(?:broncho)?pneumonias?\\b',
    'pneumonic\\b',
    '(?:infectious|infective) (?:process|infiltrates?|consolidation|change|disease)\\b',
  ),
  ...abnormal(
    'Mass',
    'mass(?:es)?\\b',
    'mass-?like (?:lesion|opacit(?:y|ies)|densit(?:y|ies)|consolidation)?',
    'tumou?rs?\\b',
    'neoplasms?\\b',
  ),
  ...abnormal(
    'Nodule',
    '(?:micro)?nodules?\\b',
    'nodular(?:ity)?(?: (?:opacit(?:y|ies)|densit(?:y|ies)|shadows?|foc(?:us|i)|lesions?))?\\b',
    'coin lesions?\\b',
    'round(?:ed)? (?:opacit(?:y|ies)|densit(?:y|ies))\\b',
  ),
  ...abnormal(
    'Edema',
    'o?edema(?:tous)?\\b',
    '(?:pulmonary )?(?:vascular|venous) congestion\\b',
    'fluid overload\\b',
    'congestive (?:heart )?failure\\b',
    'kerley b? ?lines?\\b',
  ),
  ...abnormal(
    'Emphysema',
    'emphysema(?:tous)?\\b',
    'bull(?:ae?|ous)\\b',
    'copd\\b',
    'chronic obstructive (?:pulmonary|airways?) disease\\b',
  ),
  ...abnormal(
    'Fibrosis',
    'fibro(?:sis|tic)\\b',
    'scarr?(?:ing|s)?\\b',
    'honeycombing\\b',
    'interstitial lung disease\\b',
    '(?:interstitial|parenchymal) thickening\\b',
  ),
  {
    finding: 'clear-lungs',
    kind: 'normal',
    pattern:
      /\b(?:lungs?|lung (?:fields?|zones?|parenchyma))\b(?:(?!\b(?:is|are|remains?|appears?|without)\b)[^.;,]){0,40}(?:(?:is|are|remains?|appears?)\s+)?(?:(?:otherwise|grossly|essentially|well[- ]expanded and|well[- ]aerated and|expanded and|normally (?:inflated|expanded|aerated) and|both|symmetrically)\s+)*(?<head>clear)\b(?! of\b)/dg,
  },
  { finding: 'clear-lungs', kind: 'normal', pattern: /\b(?<head>clear) lungs?\b/dg },
];

const other: FindingPhrase[] = [
  ...hidden('(?:dis[ck]|inguinal|umbilical|incisional|ventral) herniat?(?:ions?|as?)?\\b', 'pleural line\\b'),
  ...abnormal('Hernia', 'herniat?(?:s|ions?|as?|ae)?\\b', 'intrathoracic stomach\\b'),
  ...abnormal(
    'SupportDevice',
    '(?:(?:endotracheal|tracheostomy|tracheal|nasogastric|orogastric|enteric|feeding|chest|thoracostomy|gastric|dobhoff|et|ng) )tubes?\\b',
    'ett\\b',
    '(?:(?:central|venous|dialysis|picc|port|swan-ganz|pigtail|jugular|subclavian|hickman) )*catheters?\\b',
    '(?:central|picc|subclavian|jugular|arterial)(?: venous)? lines?\\b',
    'picc\\b',
    'pace-?makers?\\b',
    'pacing (?:device|leads?|wires?)\\b',
    '(?:cardiac |implantable |cardioverter[- ])*defibrillators?\\b',
    '(?:aicd|icd)\\b',
    'port-?a-?cath\\b',
    'medi-?port\\b',
    '(?:support|implanted|indwelling|monitoring) (?:medical )?(?:devices?|hardware|apparatus|lines?)\\b',
    'lines? and tubes?\\b',
    'tubes? and lines?\\b',
    'chest drains?\\b',
    'intra-?aortic balloon pump\\b',
  ),
];

export const findingPhrases: readonly FindingPhrase[] = [...cardiac, ...pleural, ...parenchymal, ...other];
