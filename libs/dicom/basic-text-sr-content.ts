import type { NaturalDataset } from './write/natural-dataset';

/** A coded concept as SR carries it (PS3.3 section 8.8). */
export interface SrCode {
  readonly value: string;
  /** Coding Scheme Designator: `DCM`, `LN`, `SCT` ... */
  readonly scheme: string;
  /** At most 64 characters. */
  readonly meaning: string;
}

/** An image that a content item is inferred from. */
export interface SrImageReference {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  /** 1-based; only for images of several frames (PS3.3 C.18.4). */
  readonly frames?: readonly number[];
}

/** A property of a text item: a coded value or words. */
export interface SrProperty {
  readonly concept: SrCode;
  readonly value: SrCode | string;
}

/** One TEXT content item of a section. */
export interface SrTextItem {
  readonly concept: SrCode;
  readonly text: string;
  readonly properties?: readonly SrProperty[];
  readonly inferredFrom?: readonly SrImageReference[];
}

export interface SrSection {
  readonly concept: SrCode;
  readonly items: readonly SrTextItem[];
}

/** Who observed, TID 1002. A device is software or hardware with a UID of its own. */
export type SrObserver =
  | {
      readonly kind: 'device';
      readonly uid: string;
      readonly name: string;
      readonly manufacturer: string;
      readonly model: string;
    }
  | { readonly kind: 'person'; readonly personName: string };

type Relationship = 'CONTAINS' | 'HAS OBS CONTEXT' | 'HAS CONCEPT MOD' | 'HAS PROPERTIES' | 'INFERRED FROM';

const dcm = (value: string, meaning: string): SrCode => ({ value, scheme: 'DCM', meaning });

export const codeSequence = ({ value, scheme, meaning }: SrCode): NaturalDataset[] => [
  { CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning.slice(0, 64) },
];

const item = (
  relationship: Relationship,
  valueType: string,
  concept: SrCode | null,
  value: NaturalDataset,
): NaturalDataset => ({
  RelationshipType: relationship,
  ValueType: valueType,
  ConceptNameCodeSequence: concept ? codeSequence(concept) : undefined,
  ...value,
});

const textItem = (relationship: Relationship, concept: SrCode, text: string): NaturalDataset =>
  item(relationship, 'TEXT', concept, { TextValue: text });
const codeItem = (relationship: Relationship, concept: SrCode, code: SrCode): NaturalDataset =>
  item(relationship, 'CODE', concept, { ConceptCodeSequence: codeSequence(code) });

/** TID 1204 "Language of Content Item and Descendants": English. */
export const languageItem = (): NaturalDataset =>
  codeItem('HAS CONCEPT MOD', dcm('121049', 'Language of Content Item and Descendants'), {
    value: 'en',
    scheme: 'RFC5646',
    meaning: 'English',
  });

/** TID 1002 "Observer Context" for one observer (PS3.16). */
export function observerItems(observer: SrObserver): NaturalDataset[] {
  const type = dcm('121005', 'Observer Type');
  if (observer.kind === 'person')
    return [
      codeItem('HAS OBS CONTEXT', type, dcm('121006', 'Person')),
      item('HAS OBS CONTEXT', 'PNAME', dcm('121008', 'Person Observer Name'), {
        PersonName: observer.personName,
      }),
    ];
  return [
    codeItem('HAS OBS CONTEXT', type, dcm('121007', 'Device')),
    item('HAS OBS CONTEXT', 'UIDREF', dcm('121012', 'Device Observer UID'), { UID: observer.uid }),
    textItem('HAS OBS CONTEXT', dcm('121013', 'Device Observer Name'), observer.name),
    textItem('HAS OBS CONTEXT', dcm('121014', 'Device Observer Manufacturer'), observer.manufacturer),
    textItem('HAS OBS CONTEXT', dcm('121015', 'Device Observer Model Name'), observer.model),
  ];
}

/** A section CONTAINER with its TEXT items, their properties and the images they are inferred from. */
export const sectionItem = ({ concept, items }: SrSection): NaturalDataset =>
  item('CONTAINS', 'CONTAINER', concept, {
    ContinuityOfContent: 'SEPARATE',
    ContentSequence: items.map(sentenceItem),
  });

/** A remark about the whole document, (121106, DCM, "Comment"). */
export const remarkItem = (text: string): NaturalDataset =>
  textItem('CONTAINS', dcm('121106', 'Comment'), text);

function sentenceItem({ concept, text, properties = [], inferredFrom = [] }: SrTextItem): NaturalDataset {
  const children = [
    ...properties.map((property) =>
      typeof property.value === 'string'
        ? textItem('HAS PROPERTIES', property.concept, property.value)
        : codeItem('HAS PROPERTIES', property.concept, property.value),
    ),
    ...inferredFrom.map(imageItem),
  ];
  const content = children.length > 0 ? { ContentSequence: children } : {};
  return { ...textItem('CONTAINS', concept, text), ...content };
}

const imageItem = ({ sopClassUid, sopInstanceUid, frames }: SrImageReference): NaturalDataset =>
  item('INFERRED FROM', 'IMAGE', null, {
    ReferencedSOPSequence: [
      {
        ReferencedSOPClassUID: sopClassUid,
        ReferencedSOPInstanceUID: sopInstanceUid,
        ReferencedFrameNumber: frames ? [...frames] : undefined,
      },
    ],
  });
