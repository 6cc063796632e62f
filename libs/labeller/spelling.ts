/** Long words of findings that dictation and typing misspell. */
const WORDS = new Set(
  `pneumothorax pneumothoraces hydropneumothorax effusion effusions pleural cardiomegaly atelectasis atelectases
  atelectatic consolidation consolidations consolidated consolidative infiltrate infiltrates infiltrated
  infiltration infiltrative pneumonia pneumonias pneumonic emphysema granuloma granulomas congestion congestive
  interstitial pulmonary opacity opacities opacification thickening thickened fibrosis scarring nodules nodular
  hyperinflation hyperinflated hyperexpanded costophrenic enlarged enlargement silhouette bilateral bibasilar
  catheter endotracheal pacemaker`
    .split(/\s+/)
    .filter(Boolean),
);
const SHORTEST = 7;
const startingWith = (letter: string): string[] => [...WORDS].filter((word) => word.startsWith(letter));
const byFirstLetter = new Map([...WORDS].map(([letter = '']) => [letter, startingWith(letter)]));

/** Words of seven letters and more, one slip away from the word of a finding, set right: "pnuemothorax". */
export const spelledRight = (sentence: string): string =>
  sentence.replaceAll(/\b[a-z]{7,20}\b/g, (word) => (WORDS.has(word) ? word : (meant(word) ?? word)));

const meant = (word: string): string | undefined =>
  (byFirstLetter.get(word[0]!) ?? []).find(
    (known) =>
      Math.abs(known.length - word.length) <= 1 && known.length >= SHORTEST && isOneSlip(word, known),
  );

/** One letter too many, too few, another, or two neighbours exchanged; a mere ending ("enlarges") is no slip. */
function isOneSlip(word: string, known: string): boolean {
  let at = 0;
  while (at < word.length && word[at] === known[at]) at += 1;
  const [a, b] = [word.slice(at), known.slice(at)];
  const isExchanged = a[0] === b[1] && a[1] === b[0] && a.length > 2 && a.slice(2) === b.slice(2);
  return (
    isExchanged ||
    (b !== '' && a.slice(1) === b) ||
    (a !== '' && a === b.slice(1)) ||
    (a.length > 1 && a.slice(1) === b.slice(1))
  );
}
