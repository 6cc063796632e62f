import { abnormal, type FindingPhrase, hidden, normal, PLACE, sign } from './finding-phrase';

const ANGLE = '(?:costo-?phrenic|costo phrenic|cp)\\b(?: (?:angles?|sulc(?:us|i)|recess(?:es)?))?';
const DULLED =
  'blunt(?:ed|ing|s)?|obliterat(?:ed|ion)|obscur(?:ed|ation)|effac(?:ed|ement)|indistinct|haz(?:y|iness)|not sharp';

// "The right angle is blunted, the left is sharp".
const OTHER_ANGLE =
  '(?:the )?(?:left|right)(?: (?:one|side|angle))? (?:(?:is|remains|appears) )?(?:[a-z]+ly )?';

const effusion: FindingPhrase[] = [
  ...hidden(
    '(?<!pleural (?:or|and|nor) )(?:pericardial|joint|knee|hip|shoulder|elbow|subdural|middle ear|mastoid) (?:effusions?|fluid)\\b',
    'effusions? (?:in|of|within|around) the (?:pericardi|joint|knee|shoulder)',
  ),
  ...abnormal(
    'Effusion',
    '(?:hydro|pleural )?effusions?\\b',
    '(?:hydro|haemo|hemo|pyo|chylo)-?(?:pneumo)?-?thora(?:x|ces)\\b',
    '(?:pleural )?empyemas?\\b',
    '(?:pleural|fissural|interlobar|subpulmonic) (?:fluid|collections?)\\b',
    `(?:fluid|liquid) (?:(?:is |seen |collecting |collects? |tracking |trapped |loculated |layering ){0,2})?(?:in|within|along|into) ${PLACE}(?:pleural (?:spaces?|cavity)|(?:minor |major |horizontal |oblique |interlobar )?fissures?)\\b`,
    `(?:pleura[el]?|costo-?phrenic|cp|hemi-?thora(?:x|ces)|fissures?)\\b(?:(?!effusion)[^.;:]){0,40}\\b(?<!air[- ])(?<head>fluid)\\b(?! (?:overload|status|balance))`,
    `(?<head>fluid) (?:in|at|within|along|over) ${PLACE}(?:costo-?phrenic|cp|hemi-?thora|pleura|lung bases?)`,
    'fluid (?:layering|layers|collects?|collecting)\\b',
  ),
  ...sign(
    'Effusion',
    `(?<head>blunt(?:ed|ing|s)?|obliterat(?:ed|ion)|obscuration|obscured|effacement|loss)(?: of)?(?: the)?[^.;,]{0,30}\\b(?:costo-?phrenic|costo phrenic|cp|angles?|sulc(?:us|i))\\b`,
    `${ANGLE}[^.;,]{0,40}\\b(?<head>${DULLED})\\b`,
    `${ANGLE}[^.]{0,60}\\b${OTHER_ANGLE}(?<head>${DULLED})\\b`,
    'meniscus(?: sign)?\\b',
  ),
  ...normal(
    'Effusion',
    `(?:${ANGLE}|pleural (?:spaces?|surfaces?|recess(?:es)?|cavit(?:y|ies)|margins?)|pleurae?\\b)(?:(?!\\b(?:is|are|remains?|appears?|blunt\\w*)\\b)[^.;]){0,30}(?:(?:is|are|remains?|appears?)\\s+)?(?:[a-z]+ly\\s+)?(?<head>(?<!not )(?:sharp(?:ly)?|clear|preserved|normal|free|unremarkable|intact|well[- ](?:defined|preserved)))\\b(?! of\\b)`,
    `${ANGLE}[^.]{0,60}\\b${OTHER_ANGLE}(?<head>sharp(?:ly defined)?|clear|preserved|normal)\\b`,
    '(?<head>sharp) (?:(?:lateral|posterior) )?angles\\b',
    '(?<head>sharp|clear|preserved|normal) (?:(?:left|right|lateral|posterior|both|bilateral) ){0,3}(?:costo-?phrenic|costo phrenic|cp|pleural spaces?)\\b',
  ),
];

const pneumothorax: FindingPhrase[] = [
  ...abnormal(
    'Pneumothorax',
    'pneumo-?thora(?:x|ces|xes)\\b',
    '(?:hydro|haemo|hemo)-?pneumo-?thora(?:x|ces)\\b',
    'p(?:n|t)x\\b',
    '(?:intra-?)?pleural (?:air|gas)\\b',
  ),
  ...sign('Pneumothorax', 'deep sulcus(?: sign)?\\b'),
];

const thickening: FindingPhrase[] = [
  ...hidden(
    '(?:atherosclerotic|atheromatous|aortic|arterial|vascular|coronary|carotid|calcified aortic) plaques?\\b',
    'plaques? (?:in|of|along|within) the (?:aort|carotid|coronar)',
  ),
  ...abnormal(
    'Pleural_Thickening',
    'pleural (?:[a-z]+ )?(?:based )?(?:thickening|plaques?|plaquing|scarring|scars?|calcifications?|fibrosis)\\b',
    '(?:pleural|pleuro)[- /]?(?:and )?parenchymal thickening\\b',
    '(?:apical|biapical) (?:pleural )?thickening\\b',
    'apical pleural scarring\\b',
    'thicken(?:ing|ed)(?: of)?(?: the)?(?: (?:left|right|apical|lateral|basal|visceral|parietal))* pleura(?:e|l)?\\b',
    'pleurae? (?:(?:on|at|over|along) [a-z ]{1,25}?)?(?:is |are |appears? )?(?:[a-z]+ly )?(?<head>thickened)\\b',
    '(?:bi)?apical(?: pleural)? cap(?:s|ping)?\\b',
    'pleural caps?\\b',
    '(?:calcified |asbestos(?:-related)? |diaphragmatic |hyaline )*plaques?\\b',
    'fissur(?:e|al) thickening\\b',
    `thicken(?:ing|ed)(?: of)? ${PLACE}(?:minor |major |horizontal |oblique |interlobar )?fissures?\\b`,
    'fibrothorax\\b',
  ),
];

export const pleuraPhrases: readonly FindingPhrase[] = [...effusion, ...pneumothorax, ...thickening];
