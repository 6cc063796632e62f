import { everyMatch } from './cue-list';
import { spelledRight } from './spelling';

/** A lower-case sentence with its header, abbreviations and spelling made even for the rules. */
export function evenWords(sentence: string): string {
  const words = withNamedSides(spelledRight(sentence))
    .replaceAll(/(?<![a-z])w\/o\b/g, 'without')
    .replaceAll(/(?<![a-z])c\/w\b/g, 'consistent with')
    .replaceAll(/(?<![a-z])w\/(?= ?[a-z])/g, 'with ')
    .replaceAll(/\bif (?:present|any|real),? (?=(?:the|an?)\b)/g, 'possible ')
    .replace(ORGAN_HEADER, '$1 is');
  return PLEURAL_HEADER.test(words) ? words.replaceAll(BARE_PLEURAL, 'pleural $1') : words;
}

// "Heart: enlarged" is read as "heart is enlarged".
const ORGAN_HEADER =
  /^([^:.;]{0,40}\b(?:heart|cardiac|silhouette|lungs?|fields|pleurae?|pleural spaces?|angles?|size|heart (?:and|&|\/) mediastinum))\s*:/;
// Under "pleura:" fluid is pleural fluid.
const PLEURAL_HEADER = /^[^:.;]{0,20}\bpleura(?:e|l spaces?)?(?: is\b|\s*:)/;
const BARE_PLEURAL = /(?<!pleura[el]? (?:is )?)\b(fluid|thickening|collections?)\b/g;

const RELATED_SIDE =
  /\b(?:ipsilateral|(?:that|this|(?:the )?same) (?=(?:side|hemi-?thorax|lung|base)\b)|(contralateral|(?:the )?(?:opposite|other) (?=(?:side|lung|hemi-?thorax)\b)))(?! ?(?:mediast|trache|shift|deviat|displac))/g;

/** Sides told by the side named before: "left rib fractures with an effusion *on that side*" is left. */
function withNamedSides(sentence: string): string {
  const named = everyMatch(/\b(?:(l)|r)(?:eft|ight|[ulm]l|t)\b/g, sentence);
  return sentence.replaceAll(RELATED_SIDE, (words: string, opposite: string | undefined, at: number) => {
    const last = named.findLast(({ index }) => index < at);
    if (last === undefined) return words;
    const side = (last[1] !== undefined) === (opposite === undefined) ? 'left' : 'right';
    return words.endsWith(' ') ? `the ${side} ` : side;
  });
}
