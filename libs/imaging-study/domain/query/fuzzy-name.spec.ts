import { fuzzyWords, lexemeQuery, matchesFuzzily, nameLexemes } from './fuzzy-name';

const matches = (name: string, asked: string): boolean => matchesFuzzily(name, fuzzyWords(asked));

describe('fuzzy matching of names', () => {
  it.each([
    ['Müller^Jürgen', 'Mueller', 'an umlaut that is spelt out'],
    ['MUELLER^JUERGEN', 'Müller', 'one that the archive has spelt out'],
    ['Müller^Jürgen', 'Miller', 'another spelling of the same sound'],
    ['Schmidt^Anna', 'Smith anna', 'the other of two sounds'],
    ['Meyer^Hans', 'hans meier', 'words in another order'],
    ['Stephen^Katherine', 'Catherine Steven', 'two that sound alike'],
    ['Łucja^Grüße', 'lucja', 'letters without an accent to take away'],
    ["O'Brien^Sean", 'obrien', 'an apostrophe'],
    ['Müller-Lüdenscheidt^Ada', 'lud', 'a part of a double name'],
    ['Yamada^Tarou=山田^太郎=やまだ^たろう', '山田', 'another script'],
    ['Doe^John', 'do*', 'a wild card'],
  ])('%s is found by %s: %s', (name, asked) => expect(matches(name, asked)).toBe(true));

  it.each([
    ['Doe^John', 'Dunn'],
    ['Doe^John', 'Doe Richard'],
    ['Li^Wei', 'Lo'],
    ['山田^太郎', '太山'],
    ['Schneider^Eva', 'Schmidt'],
  ])('%s is not found by %s', (name, asked) => expect(matches(name, asked)).toBe(false));

  it('asks nothing without a word', () => {
    expect(lexemeQuery('00100010', fuzzyWords(' ^=* '))).toBeNull();
  });

  it('quotes what would be syntax, and keeps two names of a study apart', () => {
    const name = { '00100010': String.raw`A\b:*^C&d|!(e)`, '00080090': 'Who^Ever' };
    expect(nameLexemes(name)).toContain(String.raw`p.a\b:`);
    expect(lexemeQuery('00100010', fuzzyWords(String.raw`a\b: !(`))).toBe(
      String.raw`('p.a\\b:':*) & ('p.!(':*)`,
    );
    expect(nameLexemes(name).filter((lexeme) => lexeme.startsWith('r.'))).toEqual(['r.who', 'r.ever']);
  });
});
