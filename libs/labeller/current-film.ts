import { cueList, everyMatch } from './cue-list';
import type { Head } from './head';
import { hasPlace } from './location';

/** The words after it are the patient's past, the question asked or advice: not what the film shows. */
const notOfThisFilm = cueList(
  '(?:history|hx|hist|pmh|pmhx|evidence of prior|background) (?:of|is|includes|significant for|notable for)\\b',
  'h/o\\b',
  '(?:history|hx|pmh|background|indication|reason|clinical):',
  'family history\\b',
  '(?:status[- ]post|s/p)\\b(?!.*\\b(?:removal|resolution|clearing) of\\b)',
  '(?:patient|man|woman|male|female|boy|girl|gentleman|lady|smoker|child|m|f) (?:with|had|who has|is known to have|known (?:to have|for|with))\\b',
  'known (?:case of|to have)\\b',
  '(?:evaluat(?:e|ion|ed|ing)|eval|assess(?:ment|ed|ing)?|check(?:ing)?|look(?:ing)?|screen(?:ing)?|work-?up|searching) for\\b',
  '(?:please |pls )?(?:evaluate|assess)\\b(?! (?:the|this|these|for))',
  '(?:r/o|ro)\\b',
  '(?:please|pls|to|for) (?:further |better |help )?(?:rule out|exclude|evaluate|assess|characteri[sz]e|confirm|document|ensure|verify|establish|monitor|follow|re-?assess|re-?evaluate)\\b',
  'rule out\\b',
  '(?:clinical|high|low|any|if) (?:concern|suspicion|question|signs|symptoms|evidence|history) (?:for|of)\\b',
  '(?:if|in case of|should)\\b(?! (?:any|not)\\b)',
  '(?:treated|treatment|therapy|antibiotics|diagnosed|diagnosis|admitted|surgery|operation|operated|resection|referred|presents|presented|presenting) (?:for|of|with)\\b',
  'recent(?:ly)? (?:treated|diagnosed)\\b',
  'to (?:resolution|clearing|clearance)\\b',
  '(?:until|till)\\b',
  '(?:prior|previous|past|old|recent|remote) (?:episodes?|bouts?|diagnosis|treatment|history) of\\b',
  'risk (?:of|for)\\b',
  'correlat(?:e|ion|ed)(?: clinically| with [a-z]+)? for\\b',
  '(?:prior|previous|last|earlier) (?:[a-z-]+ ){1,3}(?:showed|demonstrated|revealed|showing|demonstrating)\\b',
  'follow(?:ing|[- ]?up) (?:of|for)\\b',
  '(?:resection|drainage|repair|embolization|lobectomy|lobectomy) (?:of|for)\\b',
);

// "Unable to exclude", "cannot rule out": an opinion on this film.
const DOUBTED =
  /(?:cannot|can ?not|could not|can't|couldn't|not|unable|difficult|hard|impossible|not possible|insufficient|inadequate|limited|sufficient|able)(?: to)? (?:entirely |completely |fully |definitely |confidently |be )?$/;
// Something said of this film begins between the cue and the finding.
const CURRENT =
  /(?<!(?:patient|man|woman|male|female|known|presents|presented|admitted|treated|diagnosed) )\bwith\b|,.*\b(?:now|current|today|there)|\b(?:now|currently|today) (?:with|has|shows?|demonstrates?|presents?)\b|,\s*(?:no|without)\b|\b(?:shows?|demonstrates?|reveals?)\b|:/;

const FILMS = '(?:exam|study|studies|film|radiograph|chest|x-?ray|ct|image|report|imaging)';
/** Directly before the finding (up to two words between): it belongs to the past. */
const pastAdjective = new RegExp(
  `\\b(?:(?:prior|previous|past|remote|former|treated|recent) (?:(?!${FILMS})[a-z-]+ ){0,2}|(?:previously|formerly) )$`,
);
// Its fate on this film is told all the same.
const FATE =
  /^[^.;]{0,60}\b(?:resolv|clear|persist|unchanged|stable|no longer|remain|again|improv|worse|increas|decreas|larger|smaller|disappear|gone|not (?:seen|identified|visible|present))/;

/** Whether the clause speaks of the head as of something that was, is asked, or is to be looked for. */
export function isNotOfThisFilm(clause: string, head: Head): boolean {
  const before = clause.slice(0, head.start);
  const after = clause.slice(head.end);
  // "Film to rule out a pneumothorax: none seen" answers what it asks.
  if (/^\s*[:-]\s*(?:none|no|not|absent|negative)\b/.test(after)) return false;
  if (head.finding !== 'Fibrosis' && pastAdjective.test(before) && !FATE.test(after)) return true;
  // "The known effusion is unchanged" speaks of this film, "known asthma" does not.
  if (/(?:^|[^e] )known (?:[a-z-]+ ){0,2}$/.test(before) && !/\bthe known /.test(before) && !FATE.test(after))
    return true;
  return everyMatch(notOfThisFilm, before).some((cue) => {
    const between = before.slice(cue.index + cue[0].length);
    return !DOUBTED.test(before.slice(0, cue.index)) && !CURRENT.test(between);
  });
}

/**
 * "Fever, ?pneumonia" asks; "opacity at the left base, ?pneumonia" doubts. A question mark before a finding asks
 * where the sentence has described nothing before it.
 */
export function isAsked(sentence: string, head: Head, heads: readonly Head[]): boolean {
  const mark = sentence.lastIndexOf('?', head.start);
  if (mark < 0 || mark >= head.start || /[,.;]/.test(sentence.slice(mark, head.start))) return false;
  const described = /\b(?:small|tiny|trace|subtle|minimal|early|mild)\b/.test(
    sentence.slice(mark, head.start),
  );
  return !described && !hasPlace(sentence.slice(0, mark)) && !heads.some((other) => other.end <= mark);
}
