import { differencesBetween, isSameName, mayBeOnePerson, overlaid, type Demographics } from './demographics';
import { issuerOf } from './patient-identity';

const jane: Demographics = { patientName: 'Doe^Jane', birthDate: '1970-01-02', sex: 'F' };

describe('a name', () => {
  it.each([
    ['Doe^Jane', 'DOE^JANE^^^'],
    ['Müller^Jürgen', 'MULLER^JURGEN'],
    ['Müller^Jürgen', 'MUELLER^JUERGEN'],
    ['Łoś^Anna', 'LOS^ANNA'],
    ['Sørensen^Åse', 'SOERENSEN^AASE'],
    ['Groß^Jan', 'GROSS^JAN'],
    ['Doe^Jane^Marie', 'Doe^Jane'],
    ['Doe^Jane^^Dr', 'Doe^Jane^^^MD'],
    ['DOE JANE', 'Doe^Jane'],
    ['Yamada^Tarou=山田^太郎', 'YAMADA^TAROU'],
    ['Yamada^Tarou=山田^太郎', '=山田^太郎'],
    ['Yamada^Tarou', '=山田^太郎'],
  ])('%s may be %s', (a, b) => expect([isSameName(a, b), isSameName(b, a)]).toEqual([true, true]));

  it.each([
    ['Doe^Jane', 'Doe^John'],
    ['Doe^Jane', 'Roe^Jane'],
    ['Müller^Jan', 'Miller^Jan'],
    ['Doe^Jane^Marie', 'Doe^Jane^Ann'],
    ['Yamada^Tarou=山田^太郎', 'Suzuki^Jirou=鈴木^次郎'],
  ])('%s is not %s', (a, b) => expect([isSameName(a, b), isSameName(b, a)]).toEqual([false, false]));
});

describe('two accounts of one patient', () => {
  it('differ in what both tell, and in nothing else', () => {
    expect(differencesBetween(jane, { patientName: null, birthDate: null, sex: 'U' })).toEqual([]);
    expect(differencesBetween(jane, { patientName: 'Roe^Jane', birthDate: '1970-01-02', sex: 'M' })).toEqual([
      { attribute: 'PatientName', held: 'Doe^Jane', received: 'Roe^Jane' },
      { attribute: 'PatientSex', held: 'F', received: 'M' },
    ]);
  });

  it('may be one person unless both name and birth date differ', () => {
    const other = (changes: Partial<Demographics>) =>
      mayBeOnePerson(differencesBetween(jane, { ...jane, ...changes }));
    expect([
      other({ patientName: 'Roe^Jane' }),
      other({ birthDate: '1971-01-02' }),
      other({ patientName: 'Roe^Jane', birthDate: '1971-01-02' }),
    ]).toEqual([true, true, false]);
  });

  it('make one, the later telling over the earlier', () => {
    expect(overlaid(jane, { patientName: 'Roe^Jane', birthDate: null, sex: null })).toEqual({
      ...jane,
      patientName: 'Roe^Jane',
    });
  });
});

describe('the issuer of a Patient ID', () => {
  const rules = { defaultIssuer: 'HOME', issuerByAeTitle: { CT1: 'CLINIC' } };
  const ct1 = { kind: 'dimse' as const, peer: 'CT1' };
  it.each([
    ['what the object says', { patientId: '1', issuerOfPatientId: 'OTHER' }, ct1, 'OTHER'],
    ['that of the AE title', { patientId: '1', issuerOfPatientId: null }, ct1, 'CLINIC'],
    [
      'not of a user with the name of one',
      { patientId: '1', issuerOfPatientId: null },
      { ...ct1, kind: 'stow' as const },
      'HOME',
    ],
    ['the default', { patientId: '1', issuerOfPatientId: null }, { ...ct1, peer: 'MR' }, 'HOME'],
    ['none without an ID', { patientId: null, issuerOfPatientId: null }, ct1, null],
  ])('is %s', (_, patient, source, issuer) => expect(issuerOf(patient, source, rules)).toBe(issuer));
});
