import type { DicomJson } from '@wetread/dicom';
import type { StoredPatient } from '@wetread/imaging-study';
import { Workitem } from '../domain/workitem';
import { mayConcern } from './may-concern';

const held: StoredPatient = {
  id: 'p',
  patientId: '4711',
  issuerOfPatientId: 'HOSP',
  patientName: 'Doe^Jane',
  birthDate: '1970-01-02',
  sex: 'F',
};
const [id, name, birth, issuer] = ['00100020', '00100010', '00100030', '00100021'];
const text = (vr: string, value: string) => ({ vr, Value: [value] });
const pn = (Alphabetic: string) => ({ vr: 'PN', Value: [{ Alphabetic }] });

const concerns = (named: DicomJson, patient: Partial<StoredPatient> = {}): boolean => {
  const at = new Date(0);
  const state = { state: 'SCHEDULED', transactionUid: null, performedHere: false } as const;
  const workitem = Workitem.of({ uid: '1.2', ...state, attributes: named, createdAt: at, modifiedAt: at });
  return mayConcern(workitem, { ...held, ...patient });
};

describe('whether a workitem may be about the patient of its study', () => {
  it.each<[string, DicomJson]>([
    ['it names nobody', {}],
    ['ID and name are equal', { [id]: text('LO', '4711'), [name]: pn('DOE^JANE') }],
    ['it names no ID and the same birth date', { [name]: pn('Poe^Jane'), [birth]: text('DA', '19700102') }],
  ])('may be so: %s', (_, named) => expect(concerns(named)).toBe(true));

  it.each<[string, DicomJson]>([
    ['another ID', { [id]: text('LO', '4712'), [name]: pn('Doe^Jane') }],
    ['the ID of another issuer', { [id]: text('LO', '4711'), [issuer]: text('LO', 'CLINIC') }],
    ['the ID and another name', { [id]: text('LO', '4711'), [name]: pn('Roe^Richard') }],
    ['no ID and another name', { [name]: pn('Roe^Richard') }],
    ['no ID and another birth date', { [birth]: text('DA', '19500505') }],
  ])('may not be so: %s', (_, named) => expect(concerns(named)).toBe(false));

  it('may not where it names an ID and the study has none', () => {
    expect(concerns({ [id]: text('LO', '4711') }, { patientId: null })).toBe(false);
  });
});
