import { abnormal, type FindingPhrase, hidden, PLACE } from './finding-phrase';

const SHADE = '(?:opacit(?:y|ies)|opacifications?|densit(?:y|ies)|shadow(?:ing|s)?|shading)\\b';
const AIRSPACE = '(?:air-?space|air space|alveolar)';

const atelectasis: FindingPhrase[] = [
  ...hidden(
    '(?:vertebra[el]?|vertebral body|compression|wedge|disc|end-?plate|tracheal?|airway|circulatory)[a-z ]{0,20}collapsed?\\b',
    'collapsed? (?:of (?:an? |the )?(?:[a-z]+ ){0,2}?)?(?:vertebra|spin|[tl]\\d|disc|end-?plate|trachea)',
  ),
  ...abnormal(
    'Atelectasis',
    'atelect[ae](?:sis|ses|tic)\\b',
    'volume loss\\b',
    '(?:loss of|decrease in|reduced)(?: the)?(?: (?:left|right|upper|middle|lower|lung|lobe|lobar))* volume\\b(?! (?:film|study|exam))',
    'collaps(?:e|ed|ing)\\b',
    `(?:plate-?like|plate|discoid|disc-?like|linear|curvilinear|band-?like|subsegmental|sub-segmental) (?:(?!and\\b|or\\b|with\\b)[a-z-]+ ){0,2}${SHADE}`,
    '(?:linear|plate-?like|band-?like|discoid) (?:bands?|strands?|changes?|streaks?)\\b',
  ),
];

const ADJECTIVES =
  '(?:ill-defined|hazy|patchy|reticular|reticulonodular|interstitial|ground-?glass|ground glass|faint|vague|subtle|streaky|increased|focal|multifocal|parenchymal|pulmonary|lung|basilar|basal|bibasilar|bibasal|retrocardiac|perihilar|confluent|scattered|diffuse|fluffy|abnormal|wedge-shaped|asymmetric|suspicious)';

const infiltration: FindingPhrase[] = [
  ...hidden(
    '(?:bone|bony|soft[- ]tissue|metallic|calcific|calcium|mineral|breast|fat|water|osseous|barium|contrast|hilar|nipple) (?:densit(?:y|ies)|shadows?)\\b',
    '(?:cardiac|heart|nipple|breast|mediastinal|aortic) shadows?\\b',
    '(?:fatty|tumou?r|marrow|skin) infiltrat(?:ion|es?)\\b',
    '(?:lens|corneal|sinus|metallic|calcific) opacit(?:y|ies)\\b',
  ),
  ...abnormal(
    'Infiltration',
    'infiltrat(?:es?|ions?|ive)\\b',
    `(?:${ADJECTIVES},? (?:and )?)*(?:opacit(?:y|ies)|opacifications?|shadowing)\\b`,
    `(?:${ADJECTIVES} )+(?:densit(?:y|ies)|shadows?)\\b`,
    `(?<head>densit(?:y|ies)) (?:at|in|within|over(?:lying)?) ${PLACE}(?:lung )?(?:base|lung|lobe|zone|mid-?lung|apex)`,
    'ground-?glass(?: (?:changes?|attenuation|appearance))?\\b',
    '(?:hazy|haziness|haze)\\b(?! (?:costo|cp|hemidiaphragm))',
  ),
];

const consolidation: FindingPhrase[] = [
  ...hidden(
    'consolidat(?:ions?|ed|ing) (?:of )?(?:the )?(?:[a-z]+ ){0,2}fractures?',
    'fracture consolidation\\b',
  ),
  ...abnormal(
    'Consolidation',
    'consolidat(?:ions?|ed|ive|ing)\\b',
    `(?:dense |patchy |focal |confluent )*${AIRSPACE} (?:(?:and|or|\\/) interstitial )?(?:(?:consolidative|lung) )?(?:${SHADE}|disease|process|filling|changes?)`,
    `(?:dense|homogeneous|lobar|consolidative) (?:(?!nodul|mass)[a-z-]+ ){0,2}${SHADE}`,
    'air[- ]bronchograms?\\b',
  ),
];

const pneumonia: FindingPhrase[] = [
  ...hidden(
    '(?:granulomatous|line|wound|urinary|sinus|skin|fungal|mycobacterial|tuberculous|healed|bladder|urinary tract|upper respiratory(?: tract)?) infections?\\b',
    '(?:radiation|hypersensitivity) pneumonitis\\b',
    'pneumonia vaccin',
  ),
  ...abnormal(
    'Pneumonia',
    '(?:broncho-?)?pneumonias?\\b',
    'pna\\b',
    'pneumonic\\b',
    'pneumonitis\\b',
    '(?:infectious|infective) (?:process|infiltrates?|consolidation|changes?|disease|aetiology|etiology)\\b',
    '(?:lower respiratory tract |respiratory |chest |pulmonary |lung |superimposed )*infections?\\b',
  ),
];

export const lungOpacityPhrases: readonly FindingPhrase[] = [
  ...atelectasis,
  ...infiltration,
  ...consolidation,
  ...pneumonia,
];
