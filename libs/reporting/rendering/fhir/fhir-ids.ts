import type { ProvenancePart } from './fhir-provenance';

/** Logical ids of the parts of a report: its own id, a dot, and what tells the part (R4 `id`: letters, digits, - and .). */
export const observationId = (reportId: string, finding: string): string =>
  `${reportId}.${finding.replaceAll('_', '-')}`;

export const provenanceId = (reportId: string, revision: number, part: ProvenancePart): string =>
  `${reportId}.${revision}.${part}`;

/** The identifier that a finding's Observation keeps through all revisions of its report. */
export const observationIdentifier = (reportId: string, finding: string) => ({
  system: 'urn:wetread:observation',
  value: observationId(reportId, finding),
});
