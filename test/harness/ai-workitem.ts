import type { DicomJson } from '@wetread/dicom';

const text = (vr: string, value: string) => ({ vr, Value: [value] });

/** A workitem that asks for an AI reading of a study, as IHE AI Workflow for Imaging has it. `more` wins. */
export const aiWorkitem = (study: string, more: DicomJson = {}): DicomJson => ({
  '00741000': text('CS', 'SCHEDULED'),
  '00741204': text('LO', 'AI reading'),
  '00741200': text('CS', 'HIGH'),
  '00404005': text('DT', '20260301100000'),
  '00404041': text('CS', 'READY'),
  '00404018': {
    vr: 'SQ',
    Value: [
      {
        '00080100': text('SH', '110004'),
        '00080102': text('SH', 'DCM'),
        '00080104': text('LO', 'Computer Aided Diagnosis'),
      },
    ],
  },
  '00404021': { vr: 'SQ', Value: [{ '0020000D': text('UI', study) }] },
  ...more,
});
