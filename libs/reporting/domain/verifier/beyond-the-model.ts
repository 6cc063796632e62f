import type { SentenceFlag } from '../report-content';
import { flag, type ReadSentence } from './read-sentence';

/**
 * Organs and diseases on which no head of the model says anything. Endings of words stand for the many that no list
 * holds: -oma, -itis, -pathy. Words that the 14 findings are told by are left out of it ("perihilar", "pleural plaque").
 */
const beyond = new RegExp(
  [
    '\\b(?:fractur\\w*|broken|ribs?|vertebra\\w*|spin(?:e|al)|scapula\\w*|clavic\\w*|stern(?:um|al|otomy)|humer\\w*|shoulders?|osseous|bones?|bony|skelet\\w*|osteo\\w*|lytic|sclero\\w*|scolio\\w*|kypho\\w*|spondyl\\w*|degenerative|dislocat\\w*|deform\\w*|compression)\\b',
    '\\b(?:trachea|tracheal|carina|bronchi\\w*|bronchus|bronchial|airways?(?! disease))\\b',
    '(?<!cardio-?)\\b(?:mediastin\\w*|pneumomediastin\\w*|aort\\w*|aneurysm\\w*|tortuo\\w*|thyroid|goitre|goiter|o?esophag\\w*|pericard\\w*|atri(?:um|al)|ventric\\w*|valv\\w*|vena|hil(?:ar|a|um) (?:aden\\w*|lymph\\w*|enlarg\\w*|mass\\w*))\\b',
    '\\b(?:lymph\\w*|lymph nodes?|nodes|\\w*adenopath\\w*)\\b',
    '\\b(?:cavit\\w*|cysts?|cystic|abscess\\w*|tubercul\\w*|embol\\w*|infarct\\w*|h(?:a)?emorrh\\w*|metasta\\w*|malignan\\w*|cancer\\w*|hyper(?:inflat|expan|lucen|aerat)\\w*|blebs?|sarcoid\\w*|asthma\\w*|silico\\w*|asbesto\\w*)\\b',
    '\\b(?:subcutaneous|soft[- ]tissues?|breasts?|nipples?|skin|muscles?|neck|abdom\\w*|bowel|stomach|gastric|liver|spleen|gall\\w*|free (?:intraperitoneal |subdiaphragmatic |abdominal )?air|pneumoperiton\\w*|eventration|(?:elevat\\w*|rais\\w*|paraly\\w*)[^.;]{0,30}diaphragm\\w*|diaphragm\\w*[^.;]{0,20}(?:elevat\\w*|rais\\w*|paraly\\w*))\\b',
    '\\b(?:clips?|sutures?|staples?|prosthe\\w*|stents?|foreign bod\\w*|surg\\w*|post-?operative)\\b',
    '\\bcalcif\\w*(?! pleural)(?! plaques?)',
    '\\b(?!(?:haem|hem)atoma\\b)\\w{3,}(?:omas?|omata|itis|itides|iasis|opath(?:y|ies)|ectasis|ectases|penia|malacia|cele|lith|plasia)\\b',
  ].join('|'),
  'gi',
);
/** The pattern's endings also fit words of the 14 findings. */
const ours = /^(?:atelectasis|atelectases|bronchopneumonia\w*|bronchogram\w*|pneumonitis|carcinomatosis)$/i;

const NUMBER =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|half|quarter|third|several|few|couple)\b[^.;]{0,20}\b(?:cm|mm|centimet\w*|millimet\w*|inch\w*|ml|millilit\w*|lit(?:re|er)s?|per ?cent|fingers?|ribs?)\b|%/i;
/** The number of a list, and the date of the film that was compared with, are no measurements. */
const NOT_MEASURED = /^\s*\d{1,2}[.)]\s|\b\d{4}-\d{2}-\d{2}\b/g;

/** A model's sentence on what the model cannot know: other organs, numbers. */
export function beyondTheModel({ sentence, byModel }: ReadSentence): SentenceFlag[] {
  if (!byModel) return [];
  const words = [...sentence.text.matchAll(beyond)].map(([word]) => word).filter((word) => !ours.test(word));
  const flags = [...new Set(words.map((word) => word.toLowerCase()))].map((word) =>
    flag('unsupported', `"${word}": nothing that the model looks for`),
  );
  if (NUMBER.test(sentence.text.replaceAll(NOT_MEASURED, '')))
    flags.push(flag('unsupported', 'holds a number; the model measures nothing'));
  return flags;
}
