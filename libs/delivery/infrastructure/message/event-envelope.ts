import type { Delivery } from '../../domain/delivery';

/**
 * What a webhook is told: ids and links, no word of the report and none of the patient. Who has the right to read
 * the report fetches it by the links. Without a public URL they are paths.
 */
export function eventEnvelope(
  { reportId, revision, status, studyInstanceUid }: Delivery,
  id: string,
  issuedAt: Date,
  publicUrl: string | null,
): Buffer {
  const base = publicUrl?.replace(/\/+$/, '') ?? '';
  const envelope = {
    id,
    type: status === 'preliminary' ? 'report.drafted' : 'report.released',
    issuedAt: issuedAt.toISOString(),
    report: { id: reportId, revision, status },
    studyInstanceUid,
    links: {
      report: `${base}/api/reports/${reportId}`,
      fhir: `${base}/api/reports/${reportId}/export?format=fhir`,
      study: `${base}/api/studies/${studyInstanceUid}`,
    },
  };
  return Buffer.from(`${JSON.stringify(envelope)}\n`, 'utf8');
}
