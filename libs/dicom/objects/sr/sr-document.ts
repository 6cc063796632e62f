import type { NaturalDataset } from '../../write/natural-dataset';
import type { CompositeInput, PlacedReference } from '../composite/composite-input';
import { compositeModules } from '../composite/composite-modules';
import { dateOf, dateTimeOf, timeOf } from '../composite/date-time';
import { hierarchicalReferences } from '../composite/references';

/** A person who answers for the content, and since when. */
export interface Verification {
  readonly personName: string;
  readonly organization: string;
  readonly at: Date;
}

/** What an SR document says beside its content tree (PS3.3 C.17.1 and C.17.2). */
export interface SrDocumentInput extends CompositeInput {
  /** Whether everything that is to be said is said (PS3.3 C.17.2, Completion Flag). */
  readonly complete: boolean;
  readonly completionDescription: string | null;
  /** Who answers for the content; empty while nobody does (Verification Flag UNVERIFIED). */
  readonly verifiedBy: readonly Verification[];
  /** Every image that the content refers to, of the same study. */
  readonly evidence: readonly PlacedReference[];
  /** Documents of the same study whose content this one takes over. */
  readonly predecessors: readonly PlacedReference[];
}

/** The modules of an SR document without its content tree. */
export const srDocument = (sopClassUid: string, input: SrDocumentInput): NaturalDataset => ({
  ...compositeModules(sopClassUid, 'SR', input),
  ReferencedPerformedProcedureStepSequence: [],
  ...documentGeneral(input),
});

function documentGeneral(input: SrDocumentInput): NaturalDataset {
  const { verifiedBy, evidence, predecessors, contentAt } = input;
  const { studyInstanceUid } = input.study;
  const verified = verifiedBy.length > 0;
  return {
    PreliminaryFlag: verified ? 'FINAL' : 'PRELIMINARY',
    CompletionFlag: input.complete ? 'COMPLETE' : 'PARTIAL',
    CompletionFlagDescription: input.completionDescription?.slice(0, 64) ?? undefined,
    VerificationFlag: verified ? 'VERIFIED' : 'UNVERIFIED',
    ContentDate: dateOf(contentAt),
    ContentTime: timeOf(contentAt),
    VerifyingObserverSequence: verified ? verifiedBy.map(verifyingObserver) : undefined,
    ReferencedRequestSequence: referencedRequest(input),
    PerformedProcedureCodeSequence: [],
    // Both are required as soon as there is something to name (type 1C).
    CurrentRequestedProcedureEvidenceSequence: hierarchicalReferences(studyInstanceUid, evidence),
    PredecessorDocumentsSequence: hierarchicalReferences(studyInstanceUid, predecessors),
  };
}

const verifyingObserver = ({ personName, organization, at }: Verification): NaturalDataset => ({
  VerifyingOrganization: organization,
  VerificationDateTime: dateTimeOf(at),
  VerifyingObserverName: personName,
  VerifyingObserverIdentificationCodeSequence: [],
});

/** The order that the document answers (PS3.3 table C.17-2, type 1C); its accession number alone is one. */
export function referencedRequest({ study, order }: CompositeInput): NaturalDataset[] | undefined {
  if (!study.accessionNumber && !order) return undefined;
  return [
    {
      StudyInstanceUID: study.studyInstanceUid,
      ReferencedStudySequence: [],
      AccessionNumber: study.accessionNumber,
      PlacerOrderNumberImagingServiceRequest: order?.placerOrderNumber ?? null,
      FillerOrderNumberImagingServiceRequest: order?.fillerOrderNumber ?? null,
      RequestedProcedureID: order?.requestedProcedureId ?? null,
      RequestedProcedureDescription: order?.procedureText ?? study.studyDescription,
      RequestedProcedureCodeSequence: [],
    },
  ];
}
