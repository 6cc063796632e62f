import { type FieldContent, repeat, segment, type SegmentContent } from '@wetread/hl7';
import type { DocumentPatient, ReportDocument } from '../../domain/report-document';

/** Table 0465, by the component group of the PN: alphabetic, ideographic, phonetic. */
const representations = ['A', 'I', 'P'] as const;
const sexes: ReadonlySet<string> = new Set(['M', 'F', 'O']);

/** PID (HL7 v2.5.1 section 3.4.2). */
export const patientSegment = ({ reportId, patient }: ReportDocument): SegmentContent =>
  segment('PID', {
    1: '1',
    3: identifier(patient, reportId),
    5: patientNames(patient.patientName),
    7: patient.birthDate?.replaceAll('-', ''),
    8: patient.sex && sexes.has(patient.sex) ? patient.sex : 'U',
  });

/** PV1 (section 3.4.3): all that a film knows of the visit is who asked for it. */
export const visitSegment = ({ study }: ReportDocument): SegmentContent =>
  segment('PV1', { 1: '1', 2: 'U', 8: physician(study.referringPhysicianName) });

/** XCN of a PN; nothing when there is no name. */
export const physician = (pn: string | null): FieldContent =>
  pn ? ['', ...namesOf(pn.split('=')[0] ?? '')] : undefined;

/**
 * PID-3 is required. A patient without an identifier is named by the report, as "unspecified" (table 0203), so
 * that two of them never become one.
 */
const identifier = ({ patientId, issuerOfPatientId }: DocumentPatient, reportId: string): FieldContent =>
  patientId ? [patientId, '', '', issuerOfPatientId ?? '', 'MR'] : [reportId, '', '', 'WETREAD', 'U'];

function patientNames(pn: string): FieldContent {
  const names = pn.split('=').flatMap((group, at) => {
    const names = namesOf(group);
    return names.some((name) => name !== '') ? [[...names, '', 'L', representations[at] ?? '']] : [];
  });
  return names.length > 0 ? repeat(...names) : 'Unnamed';
}

/** Family, given, middle, suffix, prefix: DICOM has the last two the other way round (PS3.5 section 6.2). */
function namesOf(group: string): string[] {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = group
    .split('^')
    .map((one) => one.trim());
  return [family, given, middle, suffix, prefix];
}
