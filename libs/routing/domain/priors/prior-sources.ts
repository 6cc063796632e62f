import type { PriorRelevance } from './prior-relevance';

/** How a source is reached. */
export type PriorSourceSettings =
  | {
      readonly kind: 'dimse';
      /** Of an application entity that this system knows, with host and port. */
      readonly aeTitle: string;
      /** Default C-GET; with `move` the source sends to our own AE title, which it must know. */
      readonly retrieve: 'get' | 'move';
      readonly relevance: PriorRelevance;
    }
  | {
      readonly kind: 'dicomweb';
      /** Of the DICOMweb service, e.g. `https://pacs.example/dicom-web`. */
      readonly baseUrl: string;
      /** Name of a secret that holds the value of the Authorization header; `null`: none is sent. */
      readonly authorizationSecret: string | null;
      readonly relevance: PriorRelevance;
    };

/** An archive that is asked for the patient's earlier studies. */
export interface PriorSource {
  readonly name: string;
  readonly settings: PriorSourceSettings;
  readonly active: boolean;
}

export abstract class PriorSources {
  abstract find(name: string): Promise<PriorSource | null>;
  /** By name. */
  abstract list(): Promise<PriorSource[]>;
  /** In the surrounding transaction. */
  abstract save(source: PriorSource, at: Date): Promise<void>;
  /** In the surrounding transaction; `false` when there was none of that name. */
  abstract remove(name: string): Promise<boolean>;
}
