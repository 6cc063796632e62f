import type { ImageReference } from '../composite/composite-input';
import { dcm, type DicomCode } from '../composite/code';
import { codeItem, containerItem, type ContentItem, imageReferenceItem, textItem } from './content-item';
import { observerItems, type Observer } from './observation-context';

/** A property of a text item: a coded value or words. */
export interface TextProperty {
  readonly concept: DicomCode;
  readonly value: DicomCode | string;
}

/** One TEXT content item of a section. */
export interface SectionText {
  readonly concept: DicomCode;
  readonly text: string;
  readonly properties?: readonly TextProperty[];
  readonly inferredFrom?: readonly ImageReference[];
}

/** A section of a report with its sentences. */
export interface SrSection {
  readonly concept: DicomCode;
  /** Who says it, where that is another than who made the document. */
  readonly observers?: readonly Observer[];
  readonly items: readonly SectionText[];
}

/** A section CONTAINER with its TEXT items, their properties and the images they are inferred from. */
export const sectionItem = ({ concept, observers = [], items }: SrSection): ContentItem =>
  containerItem(concept, [...observers.flatMap(observerItems), ...items.map(sentenceItem)]);

/** A remark about the whole document, (121106, DCM, "Comment"). */
export const remarkItem = (text: string): ContentItem => textItem('CONTAINS', dcm('121106', 'Comment'), text);

const sentenceItem = ({ concept, text, properties = [], inferredFrom = [] }: SectionText): ContentItem =>
  textItem('CONTAINS', concept, text, [
    ...properties.map((property) =>
      typeof property.value === 'string'
        ? textItem('HAS PROPERTIES', property.concept, property.value)
        : codeItem('HAS PROPERTIES', property.concept, property.value),
    ),
    ...inferredFrom.map((image) => imageReferenceItem('INFERRED FROM', image)),
  ]);
