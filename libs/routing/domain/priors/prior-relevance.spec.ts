import { type CandidateStudy, defaultRelevance, relevantPriors } from './prior-relevance';

const patient = {
  patientId: 'P1',
  issuerOfPatientId: 'HOSP',
  patientName: 'Doe^Jane',
  birthDate: '1970-01-02',
  sex: 'F',
};
const asked = { studyInstanceUid: '1.1', patient, studyDate: '20261123' };
const candidate = (told: Partial<CandidateStudy>): CandidateStudy => ({
  studyInstanceUid: '1.2',
  patient,
  studyDate: '20250101',
  modalitiesInStudy: ['DX'],
  studyDescription: 'Thorax',
  bodyPartsExamined: [],
  ...told,
});
const taken = (found: Partial<CandidateStudy>[], relevance = {}) =>
  relevantPriors(
    asked,
    found.map(candidate),
    { ...defaultRelevance, ...relevance },
    (one, other) => one.patientId === other.patientId,
  ).map(({ studyInstanceUid }) => studyInstanceUid);

describe('which earlier studies are worth fetching', () => {
  it.each<[string, Partial<CandidateStudy>]>([
    ['the study itself', { studyInstanceUid: '1.1' }],
    ['another patient', { patient: { ...patient, patientId: 'P2' } }],
    ['a later study', { studyDate: '20261124' }],
    ['one of more than five years ago', { studyDate: '20211122' }],
    ['one without a date', { studyDate: '' }],
    ['another modality', { modalitiesInStudy: ['CT', 'SR'] }],
  ])('not %s', (_, told) => expect(taken([told])).toEqual([]));

  it.each<[string, Partial<CandidateStudy>]>([
    ['one modality of several', { modalitiesInStudy: ['SR', 'CR'] }],
    ['the same day', { studyDate: '20261123' }],
  ])('yes %s', (_, told) => expect(taken([told])).toEqual(['1.2']));

  it('the newest few', () => {
    const found = ['20230101', '20250101', '20240101'].map((studyDate) => ({
      studyDate,
      studyInstanceUid: `1.${studyDate}`,
    }));
    expect(taken(found, { maxStudies: 2 })).toEqual(['1.20250101', '1.20240101']);
  });

  it('of the body part, where the archive tells any', () => {
    const found = [
      { studyInstanceUid: '1.3', studyDescription: 'Hand links' },
      { studyInstanceUid: '1.4', studyDescription: '' },
      { studyInstanceUid: '1.5', studyDescription: 'x', bodyPartsExamined: ['CHEST'] },
      { studyInstanceUid: '1.6' },
    ];
    expect(taken(found, { bodyParts: ['chest', 'thorax'], maxStudies: 9 })).toEqual(['1.4', '1.5', '1.6']);
  });
});
