import {
  byUrgency,
  chestFilmReportCode,
  findingCodes,
  findingLabel,
  findingVocabulary,
  isCriticalFinding,
  isFindingCode,
  locationLabel,
  nihFindingCodes,
} from './index';

describe('the finding vocabulary', () => {
  it('has a term for every finding and its own place in an impression', () => {
    const urgencies = findingCodes.map((code) => findingVocabulary[code].urgency);
    expect(new Set(urgencies).size).toBe(findingCodes.length);
    expect(nihFindingCodes).toHaveLength(14);
  });

  it('tells a pneumothorax before everything else, and nothing found last', () => {
    const told = [...findingCodes].sort(byUrgency);
    expect(told[0]).toBe('Pneumothorax');
    expect(told.at(-1)).toBe('NoFinding');
  });

  it('asks for acknowledgement of a pneumothorax only', () => {
    expect(findingCodes.filter(isCriticalFinding)).toEqual(['Pneumothorax']);
    expect(isCriticalFinding('Unheard-of')).toBe(false);
  });

  it('speaks like a reader, and shows unknown codes as they are', () => {
    expect(findingLabel('Effusion')).toBe('Pleural effusion');
    expect(findingLabel('Unheard-of')).toBe('Unheard-of');
    expect(isFindingCode('effusion')).toBe(false);
  });

  it('gives no side to the heart and to a hernia', () => {
    const sideless = findingCodes.filter((code) => !findingVocabulary[code].sided);
    expect(sideless.sort()).toEqual(['Cardiomegaly', 'Hernia', 'NoFinding']);
  });

  it('gives no zone to free fluid and diffuse disease, nor to what has no side', () => {
    const zoneless = findingCodes.filter((code) => !findingVocabulary[code].zoned);
    expect(zoneless.sort()).toEqual([
      'Cardiomegaly',
      'Edema',
      'Effusion',
      'Emphysema',
      'Hernia',
      'NoFinding',
    ]);
  });

  // SNOMED CT ends every identifier with a Verhoeff check digit (SNOMED CT Release File Specification, 4.2.1.3).
  it('carries SNOMED CT identifiers whose check digit is right', () => {
    const codes = findingCodes.flatMap((code) => findingVocabulary[code].snomed?.code ?? []);
    expect(codes).toHaveLength(11);
    expect(codes.filter((code) => !hasVerhoeffCheckDigit(code))).toEqual([]);
    expect(hasVerhoeffCheckDigit('36118009')).toBe(false);
  });
});

describe('locations and reports', () => {
  it('joins side and zone as a reader says them', () => {
    expect(locationLabel({ side: 'right', zone: 'lower' })).toBe('right lower zone');
    expect(locationLabel({ side: 'none', zone: 'none' })).toBe('');
  });

  it('chooses the LOINC code by the number of views', () => {
    expect([0, 1, 2].map((views) => chestFilmReportCode(views).code)).toEqual([
      '30745-4',
      '36554-4',
      '36643-5',
    ]);
  });
});

const dihedral = (a: number, b: number): number =>
  a < 5 ? (b < 5 ? (a + b) % 5 : ((a + b) % 5) + 5) : b < 5 ? ((a - b + 5) % 5) + 5 : (a - b + 5) % 5;
const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

function hasVerhoeffCheckDigit(code: string): boolean {
  let check = 0;
  [...code].toReversed().forEach((character, position) => {
    let digit = Number(character);
    for (let round = 0; round < position % 8; round++) digit = permutation[digit] ?? 0;
    check = dihedral(check, digit);
  });
  return check === 0;
}
