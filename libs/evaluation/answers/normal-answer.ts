// The rule of training (`vqa/words.py`): both sides must take the same answers for one.
const SAME: Readonly<Record<string, string>> = { 'x ray': 'xray', xr: 'xray' };

/**
 * An answer in one spelling: lower case, accents off, letters and digits only, points and commas kept inside numbers,
 * single spaces. Two answers are the same when their normal spellings are.
 */
export function normalAnswer(text: string): string {
  const bare = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/(?<!\d)[.,]|[.,](?!\d)/g, ' ')
    .replace(/[^a-z0-9.,]+/g, ' ')
    .trim();
  return SAME[bare] ?? bare;
}
