import { comparisonWords } from '@wetread/labeller';
import { findingLabel } from '@wetread/terminology';
import type { SentenceFlag } from '../report-content';
import type { Decisions } from './against-decisions';
import { flag, type ReadSentence } from './read-sentence';

const FILM =
  '(?:films?|radiographs?|stud(?:y|ies)|exam(?:s|inations?)?|images?|x-?rays?|chest|pictures?|time|one)';
/** Words that need an earlier film, beside those that the labeller knows. */
const earlierFilm = new RegExp(
  [
    `\\b(?:prior|previous|earlier|preceding|former|last|old|older|past) (?:[a-z]+ )?${FILM}\\b`,
    '\\b(?:yesterday|last (?:week|month|year|night|time)|(?:days?|weeks?|months?|years?) ago)\\b',
    '\\b(?:in|over|during|since|for) the (?:short )?(?:interval|interim|meantime)\\b',
    '\\b(?:than|as|since|unlike|like|from) (?:it was )?before\\b|\\bthan previously\\b|\\bpreviously\\b',
    '\\b(?:now|meanwhile) (?:slightly |somewhat |much |clearly )?(?:more|less|larger|smaller|bigger|better|worse|denser|greater)\\b',
    '\\b(?:more|less) [a-z]+ (?:now|today)\\b',
    '\\bstill (?:present|seen|visible|noted|there|evident|visuali[sz]ed|identified)\\b',
    '\\b(?:in|under|with) (?:regression|progression|resolution|remission)\\b|\\b(?:regress(?:ed|ing|ion)|progress(?:ing|ive|ion|ed)|resolving|resolution|clearing|evolving|diminishing|receding)\\b',
    '\\b(?:same|similar|identical|comparable|constant|static|stationary) (?:as|to|in comparison|appearance)\\b',
    '\\b(?:no|without|little|any) (?:[a-z]+ )?(?:change|difference)\\b',
    '\\b(?:has|have) (?:newly |since )?(?:appeared|developed|disappeared|grown|shrunk|become|remained)\\b',
  ].join('|'),
  'i',
);
/** Of a model only: its decisions are of one moment, so "remains" and "new" need an earlier one. */
const ofOneMoment = /\b(?:remains?|continues?|continu(?:ed|ing)|newly|new)\b(?! line)/i;
/** A recommendation looks ahead: "interval follow-up" compares nothing. */
const LOOKS_AHEAD =
  /\b(?:recommend\w*|follow-?\s?up|suggest(?:ed)? (?:repeat|further)|would be (?:reasonable|useful|helpful)|advis(?:ed|able)|repeat)\b/i;

/** Words of comparison where there is nothing to compare with. */
export function comparisons({ sentence, byModel }: ReadSentence, hasPrior: boolean): SentenceFlag[] {
  if (hasPrior || (!byModel && LOOKS_AHEAD.test(sentence.text))) return [];
  const text = sentence.text.toLowerCase();
  const word =
    text.match(comparisonWords)?.[0] ??
    text.match(earlierFilm)?.[0] ??
    (byModel ? text.match(ofOneMoment)?.[0] : undefined);
  return word === undefined
    ? []
    : [flag('false-comparison', `"${word.trim()}" compares, but no earlier film was read`)];
}

const changeWords: Readonly<Record<Exclude<Told, never>, RegExp>> = {
  unchanged:
    /\b(?:unchanged|stable|not (?:significantly )?changed|(?:no|without) (?:[a-z]+ )*(?:change|difference)|similar to|as before|same as|constant|stationary|persist(?:s|ent|ing)?)\b/i,
  larger:
    /\b(?:increas(?:ed|ing)|larger|bigger|grown|growing|enlarg(?:ed|ing) (?:since|from|in the interval)|worsen(?:ed|ing)?|worse|progress(?:ed|ing|ion|ive)|more (?:extensive|pronounced|prominent|marked))\b/i,
  smaller:
    /\b(?:decreas(?:ed|ing)|smaller|improv(?:ed|ing|ement)|better|less(?:ened)?|regress(?:ed|ing|ion)|diminish(?:ed|ing)|partial(?:ly)? (?:resolution|resolved|cleared)|resolving|clearing|shrunk)\b/i,
  new: /\b(?:new|newly|appeared|developed|not (?:present|seen|there|visible) (?:on|in|at) the (?:prior|previous|earlier|last)|(?:was|were) not (?:present|seen|there|visible))\b/i,
  resolved: /\b(?:resolved|cleared|disappeared|gone|no longer)\b/i,
};
type Told = 'unchanged' | 'larger' | 'smaller' | 'new' | 'resolved';
const tellings: readonly Told[] = ['unchanged', 'larger', 'smaller', 'new', 'resolved'];
const WORDS: Readonly<Record<Told, string>> = {
  unchanged: 'unchanged',
  larger: 'larger',
  smaller: 'smaller',
  new: 'new',
  resolved: 'resolved',
};
/** Up or down: a person may call new what the model calls larger. */
const course: Readonly<Record<Told, string>> = {
  unchanged: 'same',
  larger: 'up',
  new: 'up',
  smaller: 'down',
  resolved: 'down',
};

/** A change told of a finding against the change that was found. Nothing is said where no change was decided. */
export function againstChange(
  { sentence, mentions, byModel }: ReadSentence,
  hasPrior: boolean,
  decisions: Decisions,
): SentenceFlag[] {
  if (!hasPrior) return [];
  const told = tellings.filter((change) => changeWords[change].test(sentence.text));
  if (told.length === 0) return [];
  return mentions.flatMap((mention): SentenceFlag[] => {
    const change = decisions.get(mention.finding)?.change;
    if (change === undefined || mention.implied) return [];
    const label = findingLabel(mention.finding);
    if (change === 'none')
      return byModel && mention.polarity !== 'absent'
        ? [flag('false-comparison', `a change of ${label} is told; none was found by comparing`)]
        : [];
    const fits = byModel ? told.includes(change) : told.some((one) => course[one] === course[change]);
    if (fits || (mention.polarity === 'absent' && !byModel)) return [];
    const words = told.map((one) => WORDS[one]).join(', ');
    return [
      flag(
        'false-comparison',
        `${label} is called ${words}; beside the earlier film the model found it ${WORDS[change]}`,
      ),
    ];
  });
}
