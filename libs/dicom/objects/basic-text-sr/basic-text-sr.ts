import { SopClass } from '../../dictionary/sop-class';
import { writeObject } from '../composite/write-object';
import type { DicomCode } from '../composite/code';
import { rootContainer } from '../sr/content-item';
import { languageItem, observerItems, type Observer } from '../sr/observation-context';
import { remarkItem, sectionItem, type SrSection } from '../sr/section';
import { srDocument, type SrDocumentInput } from '../sr/sr-document';

/** A Basic Text SR document (PS3.3 A.35.1) after TID 2000 "Basic Diagnostic Imaging Report". */
export interface BasicTextSrInput extends SrDocumentInput {
  readonly title: DicomCode;
  readonly observers: readonly Observer[];
  /** Told before the sections, e.g. that nobody has reviewed the text. */
  readonly remarks: readonly string[];
  readonly sections: readonly SrSection[];
}

/** Writes the document as a Part 10 file in UTF-8. @throws RangeError when a value does not fit its representation */
export const basicTextSr = (input: BasicTextSrInput): Uint8Array =>
  writeObject({
    ...srDocument(SopClass.BasicTextSrStorage, input),
    ...rootContainer(input.title, '2000', [
      languageItem(),
      ...input.observers.flatMap(observerItems),
      ...input.remarks.map(remarkItem),
      ...input.sections.map(sectionItem),
    ]),
  });
