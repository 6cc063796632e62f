import { dcm, type DicomCode } from '@wetread/dicom';
import {
  type CodedConcept,
  dicomSchemeDesignator,
  findingLabel,
  findingVocabulary,
  isFindingCode,
} from '@wetread/terminology';
import type { Section } from '../../domain/report-content';

/** CID 7000 of PS3.16. */
export const reportTitle: DicomCode = {
  value: '18748-4',
  scheme: 'LN',
  meaning: 'Diagnostic Imaging Report',
};

/** CID 7001 of PS3.16; the addendum is LOINC's. */
export const sectionConcept: Readonly<Record<Section, DicomCode>> = {
  findings: dcm('121070', 'Findings'),
  impression: dcm('121072', 'Impressions'),
  addendum: { value: '55107-7', scheme: 'LN', meaning: 'Addendum' },
};

export const coded = ({ system, code, display }: CodedConcept): DicomCode => ({
  value: code,
  scheme: dicomSchemeDesignator[system],
  meaning: display,
});

/** A finding by SNOMED CT, else RadLex, else under our own designator: a finding without a code is still one. */
export function findingConcept(code: string): DicomCode {
  const known = isFindingCode(code) ? findingVocabulary[code] : null;
  const concept = known?.snomed ?? known?.radlex;
  return concept
    ? coded(concept)
    : { value: code.slice(0, 16), scheme: '99WETREAD', meaning: findingLabel(code) };
}
