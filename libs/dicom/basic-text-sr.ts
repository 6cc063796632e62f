import {
  codeSequence,
  languageItem,
  observerItems,
  remarkItem,
  sectionItem,
  type SrCode,
  type SrImageReference,
  type SrObserver,
  type SrSection,
} from './basic-text-sr-content';
import { SopClass } from './dictionary/sop-class';
import type { NaturalDataset } from './write/natural-dataset';
import { writePart10 } from './write/part10-writer';

/** An image of the study with its series, for the evidence sequence. */
export interface SrEvidence extends SrImageReference {
  readonly seriesInstanceUid: string;
}

/** A Basic Text SR document (PS3.3 A.35.1) after TID 2000 "Basic Diagnostic Imaging Report". Dates are UTC. */
export interface BasicTextSrInput {
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly seriesNumber: number;
  readonly seriesDescription: string;
  readonly instanceNumber: number;
  readonly patient: {
    readonly patientName: string;
    readonly patientId: string;
    readonly issuerOfPatientId: string | null;
    /** `YYYY-MM-DD`. */
    readonly birthDate: string | null;
    readonly sex: string | null;
  };
  readonly study: {
    readonly studyInstanceUid: string;
    readonly studyId: string | null;
    /** `YYYY-MM-DD`. */
    readonly studyDate: string | null;
    readonly studyTime: string | null;
    readonly studyDescription: string | null;
    readonly accessionNumber: string | null;
    readonly referringPhysicianName: string | null;
  };
  readonly equipment: {
    readonly manufacturer: string;
    readonly model: string;
    readonly softwareVersion: string;
  };
  readonly title: SrCode;
  readonly contentAt: Date;
  /** Whether everything that is to be said is said (PS3.3 C.17.2, Completion Flag). */
  readonly complete: boolean;
  readonly completionDescription: string | null;
  /** Who answers for the content; `null` while nobody does (Verification Flag UNVERIFIED). */
  readonly verifiedBy: {
    readonly personName: string;
    readonly organization: string;
    readonly at: Date;
  } | null;
  readonly observers: readonly SrObserver[];
  /** Told before the sections, e.g. that nobody has reviewed the text. */
  readonly remarks: readonly string[];
  readonly sections: readonly SrSection[];
  /** Every image that the content refers to. */
  readonly evidence: readonly SrEvidence[];
}

/** Writes the document as a Part 10 file in UTF-8. @throws RangeError when a value does not fit its representation */
export function basicTextSr(input: BasicTextSrInput): Uint8Array {
  return writePart10(
    {},
    {
      ...patientAndStudy(input),
      ...seriesAndEquipment(input),
      ...documentGeneral(input),
      ...rootContainer(input),
    },
  );
}

function patientAndStudy({ patient, study }: BasicTextSrInput): NaturalDataset {
  return {
    PatientName: patient.patientName,
    PatientID: patient.patientId,
    IssuerOfPatientID: patient.issuerOfPatientId ?? undefined,
    PatientBirthDate: dicomDay(patient.birthDate),
    PatientSex: patient.sex,
    StudyInstanceUID: study.studyInstanceUid,
    StudyDate: dicomDay(study.studyDate),
    StudyTime: study.studyTime?.replaceAll(':', '') ?? null,
    ReferringPhysicianName: study.referringPhysicianName,
    StudyID: study.studyId,
    AccessionNumber: study.accessionNumber,
    StudyDescription: study.studyDescription ?? undefined,
  };
}

function seriesAndEquipment(input: BasicTextSrInput): NaturalDataset {
  return {
    Modality: 'SR',
    SeriesInstanceUID: input.seriesInstanceUid,
    SeriesNumber: input.seriesNumber,
    SeriesDescription: input.seriesDescription,
    ReferencedPerformedProcedureStepSequence: [],
    Manufacturer: input.equipment.manufacturer,
    ManufacturerModelName: input.equipment.model,
    SoftwareVersions: input.equipment.softwareVersion,
    SOPClassUID: SopClass.BasicTextSrStorage,
    SOPInstanceUID: input.sopInstanceUid,
    InstanceCreationDate: dateOf(input.contentAt),
    InstanceCreationTime: timeOf(input.contentAt),
    TimezoneOffsetFromUTC: '+0000',
  };
}

function documentGeneral(input: BasicTextSrInput): NaturalDataset {
  const { verifiedBy } = input;
  return {
    InstanceNumber: input.instanceNumber,
    PreliminaryFlag: verifiedBy ? 'FINAL' : 'PRELIMINARY',
    CompletionFlag: input.complete ? 'COMPLETE' : 'PARTIAL',
    CompletionFlagDescription: input.completionDescription?.slice(0, 64) ?? undefined,
    VerificationFlag: verifiedBy ? 'VERIFIED' : 'UNVERIFIED',
    ContentDate: dateOf(input.contentAt),
    ContentTime: timeOf(input.contentAt),
    VerifyingObserverSequence: verifiedBy
      ? [
          {
            VerifyingOrganization: verifiedBy.organization,
            VerificationDateTime: `${dateOf(verifiedBy.at)}${timeOf(verifiedBy.at)}+0000`,
            VerifyingObserverName: verifiedBy.personName,
            VerifyingObserverIdentificationCodeSequence: [],
          },
        ]
      : undefined,
    PerformedProcedureCodeSequence: [],
    CurrentRequestedProcedureEvidenceSequence: evidenceSequence(input),
  };
}

function rootContainer(input: BasicTextSrInput): NaturalDataset {
  return {
    ValueType: 'CONTAINER',
    ConceptNameCodeSequence: codeSequence(input.title),
    ContinuityOfContent: 'SEPARATE',
    ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: '2000' }],
    ContentSequence: [
      languageItem(),
      ...input.observers.flatMap(observerItems),
      ...input.remarks.map(remarkItem),
      ...input.sections.map(sectionItem),
    ],
  };
}

/** Required when the content refers to instances of this procedure (PS3.3 C.17.2, type 1C). */
function evidenceSequence({ evidence, study }: BasicTextSrInput): NaturalDataset[] | undefined {
  if (evidence.length === 0) return undefined;
  const series = new Map<string, SrEvidence[]>();
  for (const image of evidence)
    series.set(image.seriesInstanceUid, [...(series.get(image.seriesInstanceUid) ?? []), image]);
  return [
    {
      StudyInstanceUID: study.studyInstanceUid,
      ReferencedSeriesSequence: [...series].map(([seriesInstanceUid, instances]) => ({
        SeriesInstanceUID: seriesInstanceUid,
        ReferencedSOPSequence: instances.map(({ sopClassUid, sopInstanceUid }) => ({
          ReferencedSOPClassUID: sopClassUid,
          ReferencedSOPInstanceUID: sopInstanceUid,
        })),
      })),
    },
  ];
}

const dicomDay = (day: string | null): string | null => day?.replaceAll('-', '') ?? null;
const dateOf = (at: Date): string => at.toISOString().slice(0, 10).replaceAll('-', '');
const timeOf = (at: Date): string => at.toISOString().slice(11, 19).replaceAll(':', '');
