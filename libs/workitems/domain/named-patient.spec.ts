import type { DicomJson } from '@wetread/dicom';
import { namedPatient } from './named-patient';

const patient: DicomJson = {
  '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Doe^Jane', Phonetic: 'do' }] },
  '00100020': { vr: 'LO', Value: [' 4711 '] },
  '00100021': { vr: 'LO', Value: ['HOSP'] },
  '00100030': { vr: 'DA', Value: ['19700102'] },
  '00100040': { vr: 'CS', Value: ['F'] },
};

describe('whom a workitem is about', () => {
  it('is told as studies tell it', () => {
    expect(namedPatient(patient)).toEqual({
      patientId: '4711',
      issuerOfPatientId: 'HOSP',
      patientName: 'Doe^Jane==do',
      birthDate: '1970-01-02',
      sex: 'F',
    });
  });

  it('is not made up of what is empty, absent or no value', () => {
    const told = namedPatient({
      '00100010': { vr: 'PN' },
      '00100020': { vr: 'LO', Value: [null] },
      '00100030': { vr: 'DA', Value: ['1970'] },
    });
    expect(Object.values(told)).toEqual([null, null, null, null, null]);
  });
});
