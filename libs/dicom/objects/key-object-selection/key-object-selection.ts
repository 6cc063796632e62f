import { SopClass } from '../../dictionary/sop-class';
import { writeObject } from '../composite/write-object';
import type { CompositeInput, ImageReference, PlacedReference } from '../composite/composite-input';
import { compositeModules } from '../composite/composite-modules';
import { dateOf, timeOf } from '../composite/date-time';
import { hierarchicalReferences } from '../composite/references';
import { dcm, type DicomCode } from '../composite/code';
import { imageReferenceItem, rootContainer, textItem } from '../sr/content-item';
import { languageItem, observerItems, type Observer } from '../sr/observation-context';
import { referencedRequest } from '../sr/sr-document';

/** A Key Object Selection document (PS3.3 A.35.4) after TID 2010. */
export interface KeyObjectSelectionInput extends CompositeInput {
  /** CID 7010 "Key Object Selection Document Title". */
  readonly title: DicomCode;
  /** Why these images; the document allows one text. */
  readonly description: string;
  readonly observers: readonly Observer[];
  /** At least one, of the same study. */
  readonly images: readonly (PlacedReference & ImageReference)[];
}

/** Writes the document as a Part 10 file in UTF-8. @throws RangeError when a value does not fit its representation */
export const keyObjectSelection = (input: KeyObjectSelectionInput): Uint8Array =>
  writeObject({
    ...compositeModules(SopClass.KeyObjectSelectionDocumentStorage, 'KO', input),
    ReferencedPerformedProcedureStepSequence: [],
    ContentDate: dateOf(input.contentAt),
    ContentTime: timeOf(input.contentAt),
    ReferencedRequestSequence: referencedRequest(input),
    CurrentRequestedProcedureEvidenceSequence: hierarchicalReferences(
      input.study.studyInstanceUid,
      input.images,
    ),
    ...rootContainer(input.title, '2010', [
      languageItem(),
      ...input.observers.flatMap(observerItems),
      textItem('CONTAINS', dcm('113012', 'Key Object Description'), input.description),
      ...input.images.map((image) => imageReferenceItem('CONTAINS', image)),
    ]),
  });
