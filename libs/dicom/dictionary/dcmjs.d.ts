/** The part of dcmjs 0.51 that this room uses; the package ships no types. */
declare module 'dcmjs' {
  interface DictionaryEntry {
    tag: string;
    vr: string;
    vm: string;
    name: string;
  }
  class DicomDict {
    constructor(meta: object);
    dict: object;
    write(options?: object): ArrayBuffer;
  }
  export const data: {
    DicomDict: typeof DicomDict;
    DicomMetaDictionary: {
      dictionary: Record<string, DictionaryEntry>;
      nameMap: Record<string, DictionaryEntry>;
      sopClassNamesByUID: Record<string, string>;
      denaturalizeDataset(dataset: object): object;
      naturalizeDataset(dataset: object): Record<string, unknown>;
    };
  };
}
