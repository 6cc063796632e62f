import type { NaturalDataset } from '../../write/natural-dataset';
import type { ImageReference } from '../composite/composite-input';
import { imageItem } from '../composite/references';
import { codeSequence, type DicomCode } from '../composite/code';

/** How a content item belongs to the one above it (PS3.3 table C.17.3-8). */
export type Relationship =
  'CONTAINS' | 'HAS OBS CONTEXT' | 'HAS CONCEPT MOD' | 'HAS PROPERTIES' | 'INFERRED FROM' | 'SELECTED FROM';

/** A content item with its relationship and everything below it (PS3.3 C.17.3). */
export type ContentItem = NaturalDataset;

/** Numeric quantity with its unit in UCUM. */
export interface Quantity {
  readonly value: number;
  readonly unit: { readonly code: string; readonly meaning: string };
}

function item(
  relationship: Relationship,
  valueType: string,
  concept: DicomCode | null,
  value: NaturalDataset,
  children: readonly ContentItem[] = [],
): ContentItem {
  return {
    RelationshipType: relationship,
    ValueType: valueType,
    ConceptNameCodeSequence: concept ? codeSequence(concept) : undefined,
    ...value,
    ContentSequence: children.length > 0 ? [...children] : undefined,
  };
}

export const textItem = (
  relationship: Relationship,
  concept: DicomCode,
  text: string,
  children?: readonly ContentItem[],
): ContentItem => item(relationship, 'TEXT', concept, { TextValue: text }, children);

export const codeItem = (
  relationship: Relationship,
  concept: DicomCode,
  code: DicomCode,
  children?: readonly ContentItem[],
): ContentItem => item(relationship, 'CODE', concept, { ConceptCodeSequence: codeSequence(code) }, children);

export const numItem = (
  relationship: Relationship,
  concept: DicomCode,
  { value, unit }: Quantity,
): ContentItem =>
  item(relationship, 'NUM', concept, {
    MeasuredValueSequence: [
      {
        NumericValue: value,
        MeasurementUnitsCodeSequence: codeSequence({
          value: unit.code,
          scheme: 'UCUM',
          meaning: unit.meaning,
        }),
      },
    ],
  });

export const uidItem = (relationship: Relationship, concept: DicomCode, uid: string): ContentItem =>
  item(relationship, 'UIDREF', concept, { UID: uid });

export const personItem = (relationship: Relationship, concept: DicomCode, name: string): ContentItem =>
  item(relationship, 'PNAME', concept, { PersonName: name });

export const imageReferenceItem = (relationship: Relationship, image: ImageReference): ContentItem =>
  item(relationship, 'IMAGE', null, { ReferencedSOPSequence: [imageItem(image)] });

/** A closed outline on an image; points as column, row in pixels from the image's top left corner (C.18.6). */
export const regionItem = (
  concept: DicomCode,
  points: readonly (readonly [column: number, row: number])[],
  image: ImageReference,
): ContentItem =>
  item('CONTAINS', 'SCOORD', concept, { GraphicType: 'POLYLINE', GraphicData: points.flat() }, [
    imageReferenceItem('SELECTED FROM', image),
  ]);

export const containerItem = (concept: DicomCode, children: readonly ContentItem[]): ContentItem =>
  item('CONTAINS', 'CONTAINER', concept, { ContinuityOfContent: 'SEPARATE' }, children);

/** The root of a document: a container that has no relationship, and its template (PS3.3 C.18.8). */
export const rootContainer = (
  concept: DicomCode,
  templateIdentifier: string,
  children: readonly ContentItem[],
): NaturalDataset => ({
  ValueType: 'CONTAINER',
  ConceptNameCodeSequence: codeSequence(concept),
  ContinuityOfContent: 'SEPARATE',
  ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: templateIdentifier }],
  ContentSequence: [...children],
});
