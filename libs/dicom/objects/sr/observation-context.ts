import { dcm } from '../composite/code';
import { codeItem, type ContentItem, personItem, textItem, uidItem, type Relationship } from './content-item';

/** Who observed, TID 1002. A device is software or hardware with a UID of its own. */
export type Observer =
  | {
      readonly kind: 'device';
      readonly uid: string;
      readonly name: string;
      readonly manufacturer: string;
      readonly model: string;
    }
  | { readonly kind: 'person'; readonly personName: string };

/** TID 1204 "Language of Content Item and Descendants": English. */
export const languageItem = (): ContentItem =>
  codeItem('HAS CONCEPT MOD', dcm('121049', 'Language of Content Item and Descendants'), {
    value: 'en',
    scheme: 'RFC5646',
    meaning: 'English',
  });

/** TID 1002 "Observer Context" for one observer: TID 1003 of a person, TID 1004 of a device (PS3.16). */
export function observerItems(observer: Observer): ContentItem[] {
  const of: Relationship = 'HAS OBS CONTEXT';
  const type = dcm('121005', 'Observer Type');
  if (observer.kind === 'person')
    return [
      codeItem(of, type, dcm('121006', 'Person')),
      personItem(of, dcm('121008', 'Person Observer Name'), observer.personName),
    ];
  return [
    codeItem(of, type, dcm('121007', 'Device')),
    uidItem(of, dcm('121012', 'Device Observer UID'), observer.uid),
    textItem(of, dcm('121013', 'Device Observer Name'), observer.name),
    textItem(of, dcm('121014', 'Device Observer Manufacturer'), observer.manufacturer),
    textItem(of, dcm('121015', 'Device Observer Model Name'), observer.model),
  ];
}

/** An algorithm by name, version and what tells one set of weights from another, TID 4019. */
export interface Algorithm {
  readonly name: string;
  readonly version: string;
  readonly parameters: readonly string[];
}

/** TID 4019 "Algorithm Identification". */
export const algorithmItems = (
  relationship: Relationship,
  { name, version, parameters }: Algorithm,
): ContentItem[] => [
  textItem(relationship, dcm('111001', 'Algorithm Name'), name),
  textItem(relationship, dcm('111003', 'Algorithm Version'), version),
  ...parameters.map((one) => textItem(relationship, dcm('111002', 'Algorithm Parameters'), one)),
];
