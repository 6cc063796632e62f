import type { CompositeInput, PlacedReference } from '@wetread/dicom';
import type { ReportDocument } from '../../domain/report-document';
import { showsNoPatient } from '../report-words';
import { derivedUid } from './derived-uid';

/**
 * The objects that a report leaves as. Each kind has a series of its own, which all revisions share: an archive keeps
 * what the first one says of it, so that nothing in it may tell a revision's status.
 */
const objectKinds = {
  sr: { seriesNumber: 9000, description: 'Wetread report' },
  'comprehensive-sr': { seriesNumber: 9001, description: 'Wetread measurements' },
  'encapsulated-pdf': { seriesNumber: 9002, description: 'Wetread report, printed' },
  gsps: { seriesNumber: 9003, description: 'Wetread regions' },
  'key-objects': { seriesNumber: 9004, description: 'Wetread key images' },
} as const;
type ObjectKind = keyof typeof objectKinds;

/**
 * Series and equipment, which an instance owes to its series (PS3.3 table A.1-1). A draft made anew by another model has
 * other equipment, hence another series: the UID covers all that may differ.
 */
function seriesOf(
  kind: ObjectKind,
  { reportId, model, marks }: ReportDocument,
): Pick<CompositeInput, 'series' | 'equipment'> {
  const { seriesNumber, description } = objectKinds[kind];
  const seriesDescription = [...marks, description].join(' - ').slice(0, 64);
  const equipment = {
    manufacturer: 'Wetread',
    model: model?.name ?? 'Wetread',
    softwareVersion: model?.version ?? 'none',
  };
  const seed = [kind, 'series', reportId, seriesDescription, equipment.model, equipment.softwareVersion];
  return {
    series: { seriesInstanceUid: derivedUid(seed.join(' ')), seriesNumber, seriesDescription },
    equipment,
  };
}

const instanceUid = (kind: ObjectKind, reportId: string, contentHash: string): string =>
  derivedUid(`${kind} ${reportId} ${contentHash}`);

/** Patient, study, series and identity of an object; the same revision always gives the same UIDs. */
export const objectOf = (kind: ObjectKind, document: ReportDocument): CompositeInput => ({
  sopInstanceUid: instanceUid(kind, document.reportId, document.contentHash),
  instanceNumber: document.revision,
  patient: document.patient,
  study: document.study,
  order: document.order,
  ...seriesOf(kind, document),
  contentAt: document.issuedAt,
  synthetic: showsNoPatient(document),
});

/** The same kind of object of the signed revision before, which is of the same series: a model drafts nothing signed. */
export function predecessorsOf(
  kind: ObjectKind,
  sopClassUid: string,
  document: ReportDocument,
): PlacedReference[] {
  const { reportId, replaces } = document;
  if (!replaces) return [];
  return [
    {
      sopClassUid,
      sopInstanceUid: instanceUid(kind, reportId, replaces.contentHash),
      seriesInstanceUid: seriesOf(kind, document).series.seriesInstanceUid,
    },
  ];
}
