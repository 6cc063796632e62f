import type { IodModule } from '../attribute-rule';

/** PS3.3 C.7.1.1. */
export const patient: IodModule = {
  name: 'Patient',
  rules: [
    ['PatientName', '2', { handling: 'shown as unnamed' }],
    ['PatientID', '2', { handling: 'never joined with other studies' }],
    ['PatientBirthDate', '2', { handling: 'shown as unknown' }],
    ['PatientSex', '2', { values: ['M', 'F', 'O', ''], handling: 'shown as unknown' }],
    [
      'DeidentificationMethod',
      '1C',
      {
        when: (o) =>
          o.string('PatientIdentityRemoved') === 'YES' && !o.has('DeidentificationMethodCodeSequence'),
      },
    ],
  ],
};

/** PS3.3 C.7.2.1. */
export const generalStudy: IodModule = {
  name: 'General Study',
  rules: [
    ['StudyInstanceUID', '1'],
    ['StudyDate', '2', { handling: 'never taken for a prior' }],
    ['StudyTime', '2'],
    ['ReferringPhysicianName', '2'],
    ['StudyID', '2'],
    ['AccessionNumber', '2', { handling: 'matched to an order by its Study Instance UID only' }],
  ],
};
