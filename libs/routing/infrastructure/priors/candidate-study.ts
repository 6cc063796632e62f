import { isUid } from '@wetread/kernel';
import type { CandidateStudy } from '../../domain/priors/prior-relevance';

/** What a query for candidates asks to be told; tags by keyword. */
export const candidateKeys = {
  StudyInstanceUID: '0020000D',
  PatientID: '00100020',
  IssuerOfPatientID: '00100021',
  PatientName: '00100010',
  PatientBirthDate: '00100030',
  StudyDate: '00080020',
  ModalitiesInStudy: '00080061',
  StudyDescription: '00081030',
  BodyPartExamined: '00180015',
} as const;
type CandidateKey = keyof typeof candidateKeys;

/** `null` for an answer without a usable Study Instance UID. */
export function candidateStudy(textsOf: (keyword: CandidateKey) => readonly string[]): CandidateStudy | null {
  const texts = (keyword: CandidateKey): string[] =>
    textsOf(keyword)
      // Some archives leave the padding of PS3.5 section 6.2 on.
      .map((text) => text.trim())
      .filter((text) => text !== '');
  const first = (keyword: CandidateKey): string => texts(keyword)[0] ?? '';
  const studyInstanceUid = first('StudyInstanceUID');
  if (!isUid(studyInstanceUid)) return null;
  return {
    studyInstanceUid,
    patient: {
      patientId: first('PatientID') || null,
      issuerOfPatientId: first('IssuerOfPatientID') || null,
      patientName: first('PatientName') || null,
      birthDate: isoDate(first('PatientBirthDate')),
      sex: null,
    },
    studyDate: first('StudyDate'),
    modalitiesInStudy: texts('ModalitiesInStudy'),
    studyDescription: first('StudyDescription'),
    bodyPartsExamined: texts('BodyPartExamined'),
  };
}

const isoDate = (text: string): string | null => {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  return year === undefined ? null : `${year}-${month}-${day}`;
};
