import { abnormal, type FindingPhrase, normal, sign } from './finding-phrase';

const HEART =
  '(?:(?:heart|cardiac)(?! (?:failure|valves?|device|pace))|cardiomediastinal|cardio-mediastinal|cardiopericardial|cardiothoracic ratio|ctr)\\b';
const VERB = '(?:is|are|was|were|appears?|remains?|seems?|measures?|has become|has returned)';
// From the organ to its adjective: no second verb and no new statement between them.
const TO_ADJECTIVE = `(?:(?!\\b${VERB}\\b|\\bwith\\b|\\bno\\b(?! longer\\b)|\\bwithout\\b)[^.;:]){0,70}(?:${VERB}\\s+)?(?:(?:again|still|not|neither|never|no longer|most|best|[a-z]+ly|near|at|of|to|towards?|up|in|on|within|be|an?|the|borderline to|stable and|unchanged and|stable|unchanged|overall|size|otherwise|somewhat|quite|(?:slight|mild|minimal|moderate|marked|severe|borderline)(?:ly)?(?: to)?)\\s+){0,5}`;
const SHADOW = '(?: (?:silhouette|shadow|contour|outline|size))?s?\\b';
const NORMAL_RANGE =
  '(?:normal|unremarkable|(?:the )?(?:normal )?(?:limits? of )?normal(?: limits?| range)?|normal limits?|not enlarged|not dilated|normali[sz]ed)';
const UPPER =
  '(?:borderline|(?:the )?(?:upper|top) (?:limits?|range|end|side|borders?)(?: of)?(?: the)? normal(?: range)?|top[- ]normal|upper[- ]normal|high[- ]normal|upper limits?)';

export const heartPhrases: readonly FindingPhrase[] = [
  ...abnormal(
    'Cardiomegaly',
    'cardio-?megaly',
    '(?:cardiac|heart|biventricular|cardiomediastinal) (?:enlargement|dilat(?:at)?ion)\\b',
    'enlarge(?:d|ment)(?: of)?(?: the)? (?:globular )?(?:heart|cardiac|cardiomediastinal|cardio-mediastinal|cardiopericardial)' +
      SHADOW,
    `${HEART}${TO_ADJECTIVE}(?<head>enlarged|dilated|increased in size|enlargement|large|big|too large|too big|widened|globular)\\b`,
    `${HEART}${TO_ADJECTIVE}(?<head>(?:mildly|moderately|markedly|severely) (?:prominent|increased))\\b`,
    `${HEART}[^.;:,]{0,70}\\b(?:but|and) (?:(?:is|are|appears?|remains?|looks?) )?(?:(?:[a-z]+ly|not|still|again|likely) ){0,2}(?<head>enlarged|dilated)\\b`,
    `${HEART}[^.;:,]{0,40}\\b(?:no|without) (?:[a-z]+ ){0,2}(?<head>enlargement)\\b`,
    '(?:increased|elevated) (?:cardio-?thoracic ratio|ctr|heart size|cardiac size)\\b',
    '(?:cardio-?thoracic ratio|ctr)\\b[^.;,]{0,25}\\b(?<head>(?:increased|elevated|raised|(?:greater|more) than|above|exceeds|over|0\\.(?:5[1-9]|[6-9])|(?:5[1-9]|[6-9]\\d) ?(?:%|percent)))',
    `large (?:heart|cardiac)${SHADOW}`,
  ),
  ...sign(
    'Cardiomegaly',
    `${HEART}${TO_ADJECTIVE}(?<head>${UPPER}|prominent|accentuated|generous)(?! (?:mediastin|aort|pulmon|hil))\\b`,
    `(?<head>(?:upper|top|high)[- ]normal)(?: size)?(?: of the)? (?:heart|cardiac)${SHADOW}`,
    `(?<head>borderline|prominent|generous)(?: enlarge(?:d|ment)(?: of)?(?: the)?| size(?: of the)?)? (?:cardiomegaly|heart|cardiac|cardiomediastinal|cardiopericardial)${SHADOW}`,
  ),
  ...normal(
    'Cardiomegaly',
    `${HEART}${TO_ADJECTIVE}(?<head>${NORMAL_RANGE})\\b`,
    '(?<head>normal|unremarkable)[- ](?:sized? |size (?:and|or|&) [a-z]+ of the |sized? of the |appearing |appearance of the |contours? of the )?(?:heart|cardiac|cardiomediastinal|cardiothoracic ratio)\\b(?: (?:size|silhouette|contours?|shadow))?',
    '(?:cardio-?thoracic ratio|ctr)\\b[^.;,]{0,25}\\b(?<head>(?:(?:less|lower) than|below|under|0\\.(?:[34]\\d?|50?\\b)|[34]\\d ?(?:%|percent)))',
  ),
];
