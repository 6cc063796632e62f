/**
 * What of a report speaks of the film: sections that ask ("INDICATION", "HISTORY") or describe the
 * examination ("TECHNIQUE", "COMPARISON") are left out, and writing is made even: hyphens, quotes,
 * and the `XXXX` that de-identification leaves in the middle of phrases.
 */
export function reportedText(text: string): string {
  return withoutAskingSections(
    text
      .replaceAll(/[‘’ʼ´`]/g, "'")
      .replaceAll(/[\u2010\u2011\u2012\u2212]/g, '-')
      .replaceAll('\u00AD', '')
      .replaceAll(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
      .replaceAll(/[^\S\n]/g, ' ')
      .replaceAll(/\[\*{2}.{0,60}?\*{2}\]|\b_{3,}\b/g, ' ')
      .replaceAll(/[ -]?\bx{3,}\b(?:-a-\bx{3,}\b)?/gi, ''),
  );
}

const ASKING =
  'indications?|indication for (?:exam(?:ination)?|study)|(?:brief |pertinent )?clinical(?: (?:history|indications?|information|data|details|question|context|concern|statement))?|(?:medical |patient )?history|reason(?: for (?:the )?(?:exam(?:ination)?|study|referral|request|test))?|request|symptoms?|presenting complaint|hx|technique|procedure|protocol|comparisons?|prior studies|exam(?:ination)?|study|views?|recommendations?';
const TELLING =
  'findings?|impressions?|conclusions?|reports?|interpretation|opinion|results?|summary|comments?|lungs?(?: fields?)?|heart|pleura|lungs (?:and|\\/|&) pleura|mediastinum|cardiac(?: silhouette)?|cardiomediastinal silhouette|chest|bones?|lines(?: and tubes)?|lines\\/tubes|tubes and lines|devices|support devices|diagnosis';
// At the beginning of the text, of a line or of a sentence.
const HEADER = new RegExp(`(?<=^|\\n|[.!?;] {0,3})[ *#]{0,4}(?:(${ASKING})|(?:${TELLING}))[ *]{0,3}:`, 'gi');

/**
 * A section that asks ends with the next header. Where none follows, it ends with its first sentence or
 * line: "History: cough. The lungs are clear."
 */
function withoutAskingSections(text: string): string {
  const headers = [...text.matchAll(HEADER)];
  let kept = '';
  let from = 0;
  for (const [at, header] of headers.entries()) {
    if (header[1] === undefined || header.index < from) continue;
    kept += `${text.slice(from, header.index)}\n`;
    const body = header.index + header[0].length;
    const next = headers[at + 1]?.index;
    from = next ?? body + firstSentence(text.slice(body, body + SECTION_LIMIT));
  }
  return kept + text.slice(from);
}

const SECTION_LIMIT = 2000;
const firstSentence = (body: string): number => {
  const end = /^\s*\S.*?(?:[.!?](?=\s|$)|\n|$)/s.exec(body);
  return end ? end[0].length : body.length;
};
