import { SopClass } from '../../dictionary/sop-class';
import { writeObject } from '../composite/write-object';
import { dcm, type DicomCode } from '../composite/code';
import {
  codeItem,
  containerItem,
  type ContentItem,
  imageReferenceItem,
  rootContainer,
} from '../sr/content-item';
import { languageItem, observerItems, type Observer } from '../sr/observation-context';
import { remarkItem, sectionItem, type SrSection } from '../sr/section';
import { srDocument, type SrDocumentInput } from '../sr/sr-document';
import {
  evaluatedFindingItem,
  outlinedFindingItem,
  type AlgorithmFinding,
  type OutlinedFinding,
} from './finding-group';

/**
 * A Comprehensive SR document (PS3.3 A.35.3) after TID 1500 "Measurement Report". What an algorithm found stands in
 * the template's own containers under `observer`; what people read stands beside them in sections of their own
 * (the template is extensible).
 */
export interface MeasurementReportInput extends SrDocumentInput {
  readonly procedure: DicomCode;
  /** Who made the document as a whole. */
  readonly observers: readonly Observer[];
  readonly findings: {
    /** The algorithm as a device; it stands over its findings whoever signs the document. */
    readonly observer: Observer | null;
    readonly outlined: readonly OutlinedFinding[];
    readonly evaluated: readonly AlgorithmFinding[];
  };
  /** Told before the sections, e.g. that nobody has reviewed the text. */
  readonly remarks: readonly string[];
  readonly sections: readonly SrSection[];
}

/** Writes the document as a Part 10 file in UTF-8. @throws RangeError when a value does not fit its representation */
export const measurementReport = (input: MeasurementReportInput): Uint8Array =>
  writeObject({
    ...srDocument(SopClass.ComprehensiveSrStorage, input),
    ...rootContainer(dcm('126000', 'Imaging Measurement Report'), '1500', [
      languageItem(),
      ...input.observers.flatMap(observerItems),
      codeItem('HAS CONCEPT MOD', dcm('121058', 'Procedure reported'), input.procedure),
      ...imageLibrary(input),
      ...measurements(input),
      ...evaluations(input),
      ...input.remarks.map(remarkItem),
      ...input.sections.map(sectionItem),
    ]),
  });

/** TID 1600 "Image Library", one group. */
const imageLibrary = ({ evidence }: MeasurementReportInput): ContentItem[] =>
  evidence.length === 0
    ? []
    : [
        containerItem(dcm('111028', 'Image Library'), [
          containerItem(
            dcm('126200', 'Image Library Group'),
            evidence.map((image) => imageReferenceItem('CONTAINS', image)),
          ),
        ]),
      ];

/** The template asks for this container even where nothing could be outlined. */
const measurements = ({ findings }: MeasurementReportInput): ContentItem[] => [
  containerItem(dcm('126010', 'Imaging Measurements'), [
    ...observedBy(findings),
    ...findings.outlined.map(outlinedFindingItem),
  ]),
];

const evaluations = ({ findings }: MeasurementReportInput): ContentItem[] =>
  findings.evaluated.length === 0
    ? []
    : [
        containerItem({ value: 'C0034375', scheme: 'UMLS', meaning: 'Qualitative Evaluations' }, [
          ...observedBy(findings),
          ...findings.evaluated.map(evaluatedFindingItem),
        ]),
      ];

const observedBy = ({ observer }: MeasurementReportInput['findings']): ContentItem[] =>
  observer ? observerItems(observer) : [];
