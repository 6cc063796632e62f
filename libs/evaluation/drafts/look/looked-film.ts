import { basename } from 'node:path';
import { labelText } from '@wetread/labeller';
import { type NihFindingCode, nihFindingCodes } from '@wetread/terminology';
import sharp from 'sharp';
import type { NihFilm } from '../../data/nih-films';
import type { Box } from '../../measures/overlap';
import type { DraftedFilm, FilmReader } from '../../reading/film-reader';
import { findingsRead } from '../read-back';
import { verifiedSentences } from '../verified-draft';

/** A sentence as a reader sees it beside the film. */
export interface LookedSentence {
  readonly text: string;
  readonly section: string;
  /** It says that something is there: not a denial, not that nothing was found. */
  readonly isFinding: boolean;
  /** The number of its box on the film, `null` without one. */
  readonly box: number | null;
  /** What the rule labeller reads in it: `Effusion + left lower`, `Nodule -`. */
  readonly read: readonly string[];
  readonly flags: readonly string[];
}

/** Everything that is needed to judge one draft by eye. */
export interface LookedFilm {
  /** From 1 on, in the order of the pages. */
  readonly number: number;
  /** File name in the data set. */
  readonly image: string;
  readonly refusal: string | null;
  readonly labels: readonly NihFindingCode[];
  /** Named by the draft. */
  readonly read: readonly NihFindingCode[];
  /** The likeliest first. */
  readonly chances: readonly {
    readonly code: NihFindingCode;
    readonly probability: number;
    readonly present: boolean;
  }[];
  /** Evidence of the findings that are present, numbered from 1 on; fractions of the picture. */
  readonly boxes: readonly { readonly code: string; readonly box: Box }[];
  readonly sentences: readonly LookedSentence[];
  readonly jpeg: Buffer;
  readonly width: number;
  readonly height: number;
}

const LONGEST_SIDE = 320;

export async function lookAt(
  film: NihFilm,
  drafted: DraftedFilm,
  number: number,
  reader: FilmReader,
): Promise<LookedFilm> {
  const { reading, draft } = drafted;
  const present = reading.findings.filter((finding) => finding.present);
  const boxes = present.map(({ code, evidence }) => ({ code, box: evidence.box }));
  return {
    number,
    image: basename(film.image),
    refusal: reading.refusal?.reason ?? null,
    labels: nihFindingCodes.filter((code) => film.labels.has(code)),
    read: [...findingsRead(draft)],
    chances: reading.findings
      .map(({ code, probability, present: called }) => ({ code, probability, present: called }))
      .sort((a, b) => b.probability - a.probability),
    boxes,
    sentences: sentencesOf(drafted, boxes),
    ...(await smallPicture(await reader.picture(film.image))),
  };
}

function sentencesOf(drafted: DraftedFilm, boxes: LookedFilm['boxes']): LookedSentence[] {
  return verifiedSentences(drafted).map((sentence) => {
    const place = boxes.findIndex(({ code }) => code === sentence.finding);
    return {
      text: sentence.text,
      section: sentence.section,
      isFinding: sentence.polarity === 'present' && sentence.finding !== 'NoFinding',
      box: place < 0 || sentence.polarity !== 'present' ? null : place + 1,
      read: labelText(sentence.text).map(({ finding, polarity, location }) =>
        [finding, { present: '+', absent: '-', uncertain: '?' }[polarity], location.side, location.zone]
          .filter((word) => word !== 'none')
          .join(' '),
      ),
      flags: sentence.flags.map(({ code, message }) => `${code}: ${message}`),
    };
  });
}

async function smallPicture({
  width,
  height,
  data,
}: Awaited<ReturnType<FilmReader['picture']>>): Promise<Pick<LookedFilm, 'jpeg' | 'width' | 'height'>> {
  const { data: jpeg, info } = await sharp(data, { raw: { width, height, channels: 1 } })
    .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside' })
    .toColourspace('b-w')
    .jpeg({ quality: 80 })
    .toBuffer({ resolveWithObject: true });
  return { jpeg, width: info.width, height: info.height };
}
