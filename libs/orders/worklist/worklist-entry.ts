import type { DicomItem } from '@wetread/dicom';
import { isUid, type StudyInstanceUid } from '@wetread/kernel';
import type { EntityId, OrderContent, OrderPriority } from '../domain/order';

/** One scheduled procedure step, as an order and whom it is for. PHI. */
export interface WorklistEntry {
  patientId: string | null;
  issuer: string | null;
  order: OrderContent;
}

/** PS3.3 C.4.11, (0040,1003). */
const PRIORITIES: Record<string, OrderPriority> = {
  STAT: 'stat',
  HIGH: 'urgent',
  MEDIUM: 'routine',
  ROUTINE: 'routine',
  LOW: 'routine',
};

const entityOf = (number: string | null): EntityId | null =>
  number === null ? null : { number, namespace: '' };

export function worklistEntry(item: DicomItem): WorklistEntry {
  const [step] = item.sequence('ScheduledProcedureStepSequence');
  const [code] = item.sequence('RequestedProcedureCodeSequence');
  const uid = item.string('StudyInstanceUID');
  const date = step?.string('ScheduledProcedureStepStartDate') ?? null;
  return {
    patientId: item.string('PatientID'),
    issuer: item.string('IssuerOfPatientID'),
    order: {
      placer: entityOf(item.string('PlacerOrderNumberImagingServiceRequest')),
      filler: entityOf(item.string('FillerOrderNumberImagingServiceRequest')),
      accessionNumber: item.string('AccessionNumber'),
      studyInstanceUid: uid && isUid(uid) ? (uid as StudyInstanceUid) : null,
      requestedProcedureId: item.string('RequestedProcedureID'),
      procedure: {
        code: code?.string('CodeValue') ?? null,
        scheme: code?.string('CodingSchemeDesignator') ?? null,
        text: item.string('RequestedProcedureDescription') ?? code?.string('CodeMeaning') ?? null,
      },
      modality: step?.string('Modality') ?? null,
      priority: PRIORITIES[item.string('RequestedProcedurePriority') ?? ''] ?? null,
      reason: item.string('ReasonForTheRequestedProcedure'),
      clinicalInformation: null,
      referringPhysician: item.person('ReferringPhysicianName'),
      scheduledAt: date && date + (step?.string('ScheduledProcedureStepStartTime') ?? '').slice(0, 6),
      status: null,
    },
  };
}
