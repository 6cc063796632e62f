import { type ClaimedPatient, maybeSamePatient } from './same-patient';

const asked: ClaimedPatient = {
  patientId: '1',
  issuerOfPatientId: 'HOSP',
  patientName: 'Doe^Jane',
  birthDate: '1970-01-02',
  sex: 'F',
};
const isSame = (found: Partial<ClaimedPatient>, by: Partial<ClaimedPatient> = {}): boolean =>
  maybeSamePatient({ ...asked, ...by }, { ...asked, ...found });
const other = { patientName: 'Roe^Richard', birthDate: '1950-05-05' };

describe('whether objects belong to the patient who was asked for', () => {
  it.each<[string, Partial<ClaimedPatient>, Partial<ClaimedPatient>?]>([
    ['a name in another spelling', { patientName: 'DOE^JANE^^' }],
    ['another name under the same issuer, as after a marriage', { patientName: 'Poe^Jane' }],
    ['another birth date under the same issuer, as after a correction', { birthDate: '1970-02-01' }],
    [
      'another name and an equal birth date without an issuer',
      { issuerOfPatientId: null, patientName: 'Poe^Jane' },
    ],
    [
      'nothing told but the number',
      { issuerOfPatientId: null, patientName: null, birthDate: null, sex: null },
    ],
    ['no birth date and the same name', { issuerOfPatientId: null, birthDate: null }],
  ])('they may: %s', (_, found, by = {}) => expect(isSame(found, by)).toBe(true));

  it.each<[string, Partial<ClaimedPatient>, Partial<ClaimedPatient>?]>([
    ['another number', { patientId: '2' }],
    ['another issuer', { issuerOfPatientId: 'CLINIC' }],
    ['another name and another birth date, whatever the issuer', other],
    ['another birth date without an issuer', { issuerOfPatientId: null, birthDate: '1950-05-05' }],
    [
      'another name without an issuer and a birth date',
      { patientName: 'Roe^Richard', birthDate: null },
      { issuerOfPatientId: null },
    ],
  ])('they do not: %s', (_, found, by = {}) => expect(isSame(found, by)).toBe(false));
});
