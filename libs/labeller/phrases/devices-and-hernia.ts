import { abnormal, type FindingPhrase, hidden, PLACE } from './finding-phrase';

const hernia: FindingPhrase[] = [
  ...hidden(
    '(?:dis[ck]|inguinal|umbilical|incisional|ventral|abdominal(?: wall)?|femoral|lumbar|cervical|brain|parastomal) herni(?:at(?:ed|ions?)|as?|ae)\\b',
    'herniated dis[ck]s?\\b',
    `herni(?:ations?|as?) (?:in|of|at) ${PLACE}(?:dis[ck]|groin|abdominal wall|lumbar|cervical|l\\d)`,
    'herni(?:a|ae|as) (?:repair|mesh|surgery)\\b',
  ),
  ...abnormal('Hernia', 'herni(?:a|as|ae|ated|ations?)\\b', 'intra-?thoracic stomach\\b'),
];

const devices: FindingPhrase[] = [
  ...hidden(
    'pleural lines?\\b',
    '(?:fracture|stripe|skin) lines?\\b',
    // A header is no device: "Lines and tubes: right PICC".
    '(?:(?:support |other )?(?:lines?|tubes?|devices?)(?:,|\\/| and| or|\\s)*){1,4}:(?!\\s*(?:none|no\\b|nil|absent|not|unchanged|stable|in|as|satisfactory|removed))',
  ),
  ...abnormal(
    'SupportDevice',
    '(?:endotracheal|tracheostomy|tracheal|nasogastric|orogastric|nasoenteric|naso-?jejunal|enteric|feeding|chest|thoracostomy|gastric|gastrostomy|drainage|intercostal|pleural|dobhoff|dobbhoff|dob hoff|et|ng|og) (?:tubes?|drains?)\\b',
    '(?:ett|ngt|ogt|cvc|cvl|iabp|lvad|ecmo|dobhoff|dobbhoff)\\b',
    '(?:swan-?ganz|hickman|permacath|groshong|perm-?a-?cath)(?: (?:catheter|line))?s?\\b',
    '(?:(?:central|venous|dialysis|haemodialysis|hemodialysis|picc|port|swan-ganz|pigtail|jugular|subclavian|hickman|pulmonary artery|arterial|tunnell?ed) )*catheters?\\b',
    '(?:central|picc|subclavian|jugular|ij|arterial|venous|dialysis|midline)(?: venous| access)? lines?\\b',
    'picc\\b',
    'tracheostomy(?: cannula)?\\b',
    '(?:bi-?ventricular |dual[- ](?:chamber|lead) |cardiac )*pace-?makers?\\b',
    '(?:pacing|pacer|pacemaker|icd|defibrillator) (?:devices?|leads?|wires?|generator)\\b',
    'pacer\\b',
    '(?:cardiac |implantable |cardioverter[- ])*defibrillators?\\b',
    '(?:aicd|icd)\\b',
    'port-?a-?caths?\\b',
    '(?:medi-?port|chemo-?port|infusa-?port|infusion port|power ?port|chest port)s?\\b',
    '(?:loop recorder|nerve stimulator|spinal stimulator)\\b',
    '(?:prosthetic|mechanical|bioprosthetic) (?:[a-z]+ )?valves?\\b',
    '(?:aortic|mitral|heart|cardiac|tricuspid) valve (?:prosthes[ie]s|replacement)\\b',
    '(?:support|implanted|indwelling|monitoring|medical) (?:and monitoring |medical )?(?:devices?|hardware|apparatus|lines?|equipment)\\b',
    '(?:lines?|tubes?|catheters?|drains?|wires?|leads?)(?:,? |,? (?:and|or) |(?: |, )?[/&] ?)(?:other )?(?:lines?|tubes?|catheters?|drains?|wires?|leads?)\\b',
    '(?:left|right|sided|side|chest|venous|access|infusion|implanted|subclavian|jugular)[ -](?<head>ports?)\\b',
    '(?:no|other|support|indwelling|invasive|vascular) (?<head>lines)\\b',
    'the (?<head>lines|tubes)\\b(?= (?:have|are|were|remain)\\b)',
    'devices?\\b',
    '(?:chest|pigtail|surgical|mediastinal) drains?\\b',
    '(?:intra-?)?aortic balloon pumps?\\b',
    'ecmo cannula[es]?\\b',
  ),
];

export const deviceAndHerniaPhrases: readonly FindingPhrase[] = [...hernia, ...devices];
