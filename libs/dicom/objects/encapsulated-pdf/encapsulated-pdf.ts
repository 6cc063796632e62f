import { SopClass } from '../../dictionary/sop-class';
import { writeObject } from '../composite/write-object';
import type { CompositeInput, InstanceReference } from '../composite/composite-input';
import { compositeModules } from '../composite/composite-modules';
import { dateOf, timeOf } from '../composite/date-time';
import { instanceItem } from '../composite/references';
import { codeSequence, type DicomCode } from '../composite/code';

/** An Encapsulated PDF object (PS3.3 A.45.1). */
export interface EncapsulatedPdfInput extends CompositeInput {
  readonly pdf: Uint8Array;
  readonly documentTitle: string;
  readonly title: DicomCode;
  /** Whether a person answers for the document. */
  readonly verified: boolean;
  /** The images that the document was made from. */
  readonly sources: readonly InstanceReference[];
}

/** Writes the object as a Part 10 file. @throws RangeError when a value does not fit its representation */
export function encapsulatedPdf(input: EncapsulatedPdfInput): Uint8Array {
  const { pdf, sources, contentAt } = input;
  return writeObject({
    ...compositeModules(SopClass.EncapsulatedPdfStorage, 'DOC', input),
    ConversionType: 'WSD',
    ContentDate: dateOf(contentAt),
    ContentTime: timeOf(contentAt),
    AcquisitionDateTime: null,
    // The page names the patient.
    BurnedInAnnotation: 'YES',
    SourceInstanceSequence: sources.length > 0 ? sources.map(instanceItem) : undefined,
    DocumentTitle: input.documentTitle,
    VerificationFlag: input.verified ? 'VERIFIED' : 'UNVERIFIED',
    ConceptNameCodeSequence: codeSequence(input.title),
    MIMETypeOfEncapsulatedDocument: 'application/pdf',
    EncapsulatedDocumentLength: pdf.length,
    EncapsulatedDocument: pdf,
  });
}
