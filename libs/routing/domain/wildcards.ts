/**
 * Wildcard matching as DICOM queries have it (PS3.4 C.2.2.2.4): `*` is any text, `?` any one character, and case does
 * not matter. Takes time proportional to the product of both lengths at most.
 */
export function isLike(value: string, pattern: string): boolean {
  const text = value.toLowerCase();
  const wanted = pattern.toLowerCase();
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let i = 0; i < text.length;) {
    if (wanted[at] === '*') {
      star = at++;
      resume = i;
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === text[i])) {
      at += 1;
      i += 1;
    } else if (star >= 0) {
      // The last star takes one character more.
      at = star + 1;
      i = ++resume;
    } else return false;
  }
  while (wanted[at] === '*') at += 1;
  return at === wanted.length;
}
