import { abnormal, type FindingPhrase, hidden, normal, PLACE, sign } from './finding-phrase';

const ELSEWHERE =
  '(?:breast|chest wall|soft tissues?|subcutaneous|axilla|axillary|neck|abdom[a-z]+|thyroid|liver|hepatic|kidney|renal|adrenal|pelvi[sc]|bone|adnexal|thigh|cervical|supraclavicular|scalp|splenic|pancreatic)';

const lesion: FindingPhrase[] = [
  ...hidden(
    'mass effect\\b',
    '(?:body|muscle|lean|bone) mass\\b',
    'masses? (?:or|and) organomegaly\\b',
    `(?:${ELSEWHERE}|soft[- ]tissue)(?:[ -]based)? (?:mass(?:es)?|nodul(?:es?|arity)|tumou?rs?|lesions?|neoplasms?)\\b`,
    `(?:mass(?:es)?|nodules?|lumps?|tumou?rs?) (?:in|of|within|over|involving) ${PLACE}${ELSEWHERE}\\b`,
  ),
  ...abnormal(
    'Mass',
    'mass(?:es)?\\b(?! of (?:air|gas|fluid))',
    'mass-?like (?:[a-z]+ )?(?:lesions?|opacit(?:y|ies)|densit(?:y|ies)|consolidation|area)?',
    '(?:tumou?rs?|neoplasms?|carcinomas?)\\b',
    'spiculated (?:lesions?|opacit(?:y|ies)|densit(?:y|ies))\\b',
  ),
  ...abnormal(
    'Nodule',
    '(?:micro)?nodules?\\b',
    'nodularity\\b',
    'nodular(?:[ -](?!pleural|infiltrat|thicken|and\\b|or\\b|with\\b|consolid)[a-z]+){0,2} (?:opacit(?:y|ies)|densit(?:y|ies)|shadow(?:s|ing)?|foc(?:us|i)|lesions?|areas?|structures?|calcifications?)\\b',
    'coin lesions?\\b',
    '(?:round(?:ed)?|well-circumscribed|circumscribed) (?:[a-z]+ )?(?:opacit(?:y|ies)|densit(?:y|ies))\\b',
    'granulom(?:as?|ata)\\b',
  ),
];

const edema: FindingPhrase[] = [
  ...hidden(
    `(?:${ELSEWHERE}|soft[- ]tissue|peripheral|ankle|leg|pedal|laryngeal|cerebral|brain|marrow|bone marrow|skin|mucosal) o?edema\\b`,
    `o?edema (?:in|of|within|along|over) ${PLACE}${ELSEWHERE}`,
  ),
  ...abnormal(
    'Edema',
    'o?edema(?:tous)?\\b',
    '(?:pulmonary |central |perihilar |mild )?(?:vascular|venous|pulmonary|vessel|perihilar) (?:congestion|engorgement|prominence|plethora|redistribution|cephali[sz]ation|hypertension)\\b(?<!pulmonary hypertension)',
    'hilar (?:congestion|engorgement)\\b',
    'congestion\\b',
    'congested (?:pulmonary |central )?(?:vascul|vessel|lung|vein)[a-z]*\\b',
    'congestive (?:changes?|pattern)\\b',
    '(?:pulmonary |central |perihilar )?(?:vascul(?:ature|arity)|vessels?|veins?)\\b[^.;,]{0,30}\\b(?<head>congested|engorged|cephali[sz]ed|plethoric)\\b',
    'engorged (?:pulmonary |central |hilar )?(?:vascul|vessel|vein)[a-z]*\\b',
    'cephali[sz]ation\\b',
    '(?:vascular|blood(?: flow)?|(?:upper|apical) (?:lobe|zone)(?: blood)?) diversion\\b',
    '(?:fluid|volume|circulatory) overload\\b',
    '(?:(?:congestive|left|decompensated) )?(?:heart|cardiac|ventricular|congestive) failure\\b',
    '(?<!(?:renal|kidney|respiratory|liver|hepatic|treatment|hardware|device|organ|lead|graft|therapy) )failure\\b(?! (?:to|of)\\b)',
    'c(?:h|c)f\\b',
    'kerley[- ]?(?:[a-d]\\b)?[- ]?(?:lines?)?\\b',
    '(?:interlobular )?septal (?:lines?|thickening)\\b',
    '(?:bat-?wing|batwing|butterfly) (?:pattern|opacit(?:y|ies)|distribution|appearance)\\b',
  ),
];

const emphysema: FindingPhrase[] = [
  ...hidden(
    `(?:${ELSEWHERE}|soft[- ]tissue|surgical|mediastinal|sub-?q|sq|orbital|interstitial) emphysema(?:tous)?\\b`,
    `emphysema (?:in|of|within|along|over|throughout|overlying|involving|tracking [a-z]+) ${PLACE}(?:${ELSEWHERE}|mediastin)`,
  ),
  ...abnormal(
    'Emphysema',
    'emphysema(?:tous)?\\b',
    'bull(?:ae?|ous)\\b',
    'blebs?\\b',
    'copd\\b',
    'chronic obstructive (?:pulmonary|airways?|lung)(?: airways?)? disease\\b',
    'obstructive (?:lung|airways?|pulmonary) disease\\b',
  ),
  ...sign(
    'Emphysema',
    'hyper-? ?(?:inflat(?:ed|ion)|expan(?:ded|sion)|aerat(?:ed|ion)|distend?(?:ed|sion)|lucen(?:t|cy|cies))\\b',
    'over-?(?:inflat(?:ed|ion)|expan(?:ded|sion))\\b',
    'air[- ]trapping\\b',
    '(?<head>flatten(?:ed|ing))(?: of)?(?: (?:the|both|left|right|bilateral))* (?:hemi-?)?diaphragms?\\b',
    '(?:hemi-?)?diaphragms?\\b[^.;,]{0,20}\\b(?<head>flattened|flat)\\b',
  ),
];

const fibrosis: FindingPhrase[] = [
  ...hidden(
    'cystic fibrosis\\b',
    '(?:surgical|skin|myocardial|sternotomy|thoracotomy|mastectomy|burn|operative|incision(?:al)?) scars?(?:ring)?\\b',
    'fibrous dysplasia\\b',
  ),
  ...abnormal(
    'Fibrosis',
    'fibro(?:sis|tic|nodular|calcific)\\b',
    'fibrous (?:bands?|strands?|changes?|tissue)\\b',
    'scarr?(?:ing|s|red)?\\b',
    'cicatri(?:x|ces|cial)\\b',
    'honey-?comb(?:ing)?\\b',
    '(?:chronic )?interstitial (?:lung|pulmonary) disease\\b',
    'ild\\b',
    'chronic interstitial (?:disease|changes?|thickening)\\b',
    '(?:interstitial|parenchymal) thickening\\b',
  ),
];

const LUNG =
  '(?:lungs?|bases|apices|lung (?:fields?|zones?|parenchyma|bases?|apices)|pulmonary (?:parenchyma|fields?))\\b';
const LUNG_VERB = '(?:is|are|was|were|remains?|appears?)';
const HOW =
  '(?:otherwise|grossly|essentially|well[- ](?:expanded|aerated|inflated)(?:,| and|, and)(?: (?:appear|are|remain))?|expanded and|(?:hyper-?(?:inflated|expanded)|normally (?:inflated|expanded|aerated)|fully expanded)(?: and| but|,)|both|all|symmetrically|again|now|still|also|remarkably|entirely|completely|predominantly|bilaterally|relatively|generally|to be)';

const clear: FindingPhrase[] = [
  ...normal(
    'clear-lungs',
    `${LUNG}(?:(?!\\b(?:${LUNG_VERB}|without|with|no|opacit\\w*)\\b)[^.;,:]){0,40}(?:, [^.;,:]{1,40}, )?(?:${LUNG_VERB}\\s+)?(?:${HOW}\\s+){0,4}(?<head>clear|normal|unremarkable)\\b(?! (?:of|from|volumes?|limits?|for|in (?:volume|size)|expan|inflat|aerat)\\b)`,
    '(?<head>normal|clear|unremarkable) (?:appearance of|appearing) (?:(?:the|both) )*(?:lungs?|lung fields?|lung parenchyma)\\b',
    '(?<head>clear) (?:and (?:well[- ])?(?:expanded|inflated|aerated) )?(?:lungs?|lung fields?)\\b',
    'lungs? (?:are |is )?(?:[a-z]+ly )?(?:well[- ])?(?:expanded|inflated|aerated),? (?:and |but )?(?<head>clear)\\b',
  ),
];

export const lungDiseasePhrases: readonly FindingPhrase[] = [
  ...lesion,
  ...edema,
  ...emphysema,
  ...fibrosis,
  ...clear,
];
