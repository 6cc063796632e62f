import type { CompositeInput, PlacedReference } from '@wetread/dicom';
import type { ReportDocument } from '../../domain/report-document';
import { showsNoPatient, statusHeading } from '../report-words';
import { derivedUid } from './derived-uid';

/** The objects that a report leaves as. Each kind has a series of its own, which all revisions share. */
const objectKinds = {
  sr: { seriesNumber: 9000 },
  'comprehensive-sr': { seriesNumber: 9001 },
  'encapsulated-pdf': { seriesNumber: 9002 },
  gsps: { seriesNumber: 9003 },
  'key-objects': { seriesNumber: 9004 },
} as const;
type ObjectKind = keyof typeof objectKinds;

const seriesUid = (kind: ObjectKind, reportId: string): string => derivedUid(`${kind}-series ${reportId}`);
const instanceUid = (kind: ObjectKind, reportId: string, contentHash: string): string =>
  derivedUid(`${kind} ${reportId} ${contentHash}`);

/** Patient, study, series and identity of an object; the same revision always gives the same UIDs. */
export const objectOf = (kind: ObjectKind, document: ReportDocument): CompositeInput => ({
  sopInstanceUid: instanceUid(kind, document.reportId, document.contentHash),
  instanceNumber: document.revision,
  patient: document.patient,
  study: document.study,
  order: document.order,
  series: {
    seriesInstanceUid: seriesUid(kind, document.reportId),
    seriesNumber: objectKinds[kind].seriesNumber,
    seriesDescription: headline(document),
  },
  equipment: {
    manufacturer: 'Wetread',
    model: document.model?.name ?? 'Wetread',
    softwareVersion: document.model?.version ?? 'none',
  },
  contentAt: document.issuedAt,
  synthetic: showsNoPatient(document),
});

/** `PHANTOM - Preliminary report`: what an archive's list shows first. */
const headline = ({ marks, status }: ReportDocument): string =>
  [...marks, statusHeading[status]].join(' - ').slice(0, 64);

/** The same kind of object of the signed revision before. */
export function predecessorsOf(
  kind: ObjectKind,
  sopClassUid: string,
  { reportId, replaces }: ReportDocument,
): PlacedReference[] {
  if (!replaces) return [];
  return [
    {
      sopClassUid,
      sopInstanceUid: instanceUid(kind, reportId, replaces.contentHash),
      seriesInstanceUid: seriesUid(kind, reportId),
    },
  ];
}
