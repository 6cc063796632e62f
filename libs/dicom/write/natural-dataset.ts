export type NaturalValue =
  | string
  | number
  | null
  | undefined
  | Uint8Array
  | Uint16Array
  | Int16Array
  | readonly (string | number)[]
  | readonly NaturalDataset[];

/**
 * A data set by keyword, as dcmjs "naturalizes" it: `{ PatientName: 'Family^Given', Rows: 512,
 * ContentSequence: [{ ... }] }`. Null or an empty string writes an empty (type 2) attribute, undefined writes nothing.
 */
export interface NaturalDataset {
  readonly [keyword: string]: NaturalValue;
}
