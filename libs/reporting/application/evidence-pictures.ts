import type { ReportDocument } from '../domain/report-document';
import type { EvidencePicture } from '../rendering/pdf/pdf-picture';

/** Small pictures of films for printed reports. */
export abstract class EvidencePictures {
  /** The film that the first sentence points at; `null` when there is none or it cannot be decoded. */
  abstract of(document: ReportDocument): Promise<EvidencePicture | null>;
}
