import { Injectable } from '@nestjs/common';
import { pictureRecipe } from '@wetread/dicom';
import { StoredObjects } from '@wetread/imaging-study';
import { DomainError, sopInstanceUid } from '@wetread/kernel';
import { Logger } from '@wetread/platform';
import sharp from 'sharp';
import { EvidencePictures } from '../application/evidence-pictures';
import type { ReportDocument } from '../domain/report-document';
import type { EvidencePicture } from '../rendering/pdf/pdf-picture';

/** Twice the printed size of 150 points, at 144 dots to the inch. */
const LONGEST_SIDE = 600;

@Injectable()
export class FilmPictures extends EvidencePictures {
  constructor(
    private readonly objects: StoredObjects,
    private readonly logger: Logger,
  ) {
    super();
  }

  async of({ sentences }: ReportDocument): Promise<EvidencePicture | null> {
    const evidence = sentences.find((sentence) => sentence.evidence)?.evidence;
    if (!evidence) return null;
    try {
      return await this.picture(evidence.sopInstanceUid, evidence.frame);
    } catch (error) {
      // A report without its picture is still the report; what cannot be decoded is told elsewhere.
      const code = error instanceof DomainError ? error.code : 'report.picture-failed';
      this.logger.warn(
        { sopInstanceUid: evidence.sopInstanceUid, code },
        'no picture for the printed report',
      );
      return null;
    }
  }

  private async picture(uid: string, frame: number): Promise<EvidencePicture> {
    const object = await this.objects.open(sopInstanceUid(uid));
    const recipe = pictureRecipe(object.header, frame);
    const { data, width, height, channels } = await object.codecs.picture(recipe, await object.frame(frame));
    const { data: bytes, info } = await sharp(data, { raw: { width, height, channels } })
      .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside' })
      .toColourspace('b-w')
      .jpeg({ quality: 82 })
      .toBuffer({ resolveWithObject: true });
    return { bytes, width: info.width, height: info.height, sopInstanceUid: uid };
  }
}
