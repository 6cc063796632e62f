import type { ImagingStudy, ImagingStudySeries, Patient, Reference } from '@medplum/fhirtypes';
import type { DocumentStudy } from '../../domain/report-document';
import { personName } from '../report-words';
import { orderIdentifiers, orderReferences, pruned, studyIdentifier } from './fhir-codings';

/** A study as ImagingStudy; the series are those that the archive holds, left out where they are not known. */
export const fhirImagingStudy = (
  study: DocumentStudy,
  patient: Reference<Patient>,
  series: readonly ImagingStudySeries[] = [],
): ImagingStudy => {
  const numbered = { study, order: null };
  return pruned<ImagingStudy>({
    resourceType: 'ImagingStudy',
    identifier: [studyIdentifier(study.studyInstanceUid), ...orderIdentifiers(numbered)],
    status: 'available',
    subject: patient,
    // The zone of a DICOM time is mostly not told, so that no instant can be made of it.
    started: study.studyDate ?? undefined,
    basedOn: orderReferences(numbered),
    referrer: study.referringPhysicianName
      ? { display: personName(study.referringPhysicianName) }
      : undefined,
    numberOfSeries: series.length > 0 ? series.length : undefined,
    numberOfInstances:
      series.length > 0
        ? series.reduce((sum, { numberOfInstances = 0 }) => sum + numberOfInstances, 0)
        : undefined,
    description: study.studyDescription ?? undefined,
    series: [...series],
  });
};
