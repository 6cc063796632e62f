import { labelText } from '@wetread/labeller';
import { type NihFindingCode, nihFindingCodes } from '@wetread/terminology';
import { type Figure, figureOf, type Resamples } from '../measures/bootstrap';
import { microF1 } from '../measures/f-measure';
import { type Rate, rateOf } from '../measures/wilson';
import type { DraftedFilm } from '../reading/film-reader';
import { sizeSaid } from '../text/claims';
import { findingsDecided, findingsRead } from './read-back';
import { verifiedSentences } from './verified-draft';

/** Whether the drafts say what the head decided. Intervals over patients; rates have Wilson's. */
export interface Faithfulness {
  /** Findings read back from the text against those decided, all films together. */
  readonly microF1: Figure;
  /** Findings that the text alone or the head alone names. */
  readonly textOnly: number;
  readonly headOnly: number;
  /** Decided findings that have a side, zone, size: told with the same one. */
  readonly sides: Rate;
  readonly zones: Rate;
  readonly sizes: Rate;
  /** Drafts in which the verifier flags a sentence. */
  readonly flagged: Rate;
}

export function measureFaithfulness(drafted: readonly DraftedFilm[], resamples: Resamples): Faithfulness {
  const decided = drafted.map(({ draft }) => findingsDecided(draft));
  const read = drafted.map(({ draft }) => findingsRead(draft));
  const places = drafted.flatMap(placesTold);
  const written = drafted.filter(({ draft }) => draft.sentences.length > 0);
  return {
    microF1: figureOf(
      microF1(
        nihFindingCodes.map((code) => ({
          truth: decided.map((codes) => codes.has(code)),
          decided: read.map((codes) => codes.has(code)),
        })),
      ),
      resamples,
    ),
    textOnly: countBeyond(read, decided),
    headOnly: countBeyond(decided, read),
    sides: agreement(places, 'side'),
    zones: agreement(places, 'zone'),
    sizes: agreement(places, 'size'),
    flagged: rateOf(written.filter(isFlagged).length, written.length),
  };
}

type Codes = ReadonlySet<NihFindingCode>;

const countBeyond = (some: readonly Codes[], others: readonly Codes[]): number =>
  some.reduce((sum, codes, row) => sum + [...codes].filter((code) => !others[row]!.has(code)).length, 0);

type Attribute = 'side' | 'zone' | 'size';
type Attributes = Readonly<Record<Attribute, string>>;

/** Of one finding that is present: what was to be told of it, and what its sentences tell. */
interface PlaceTold {
  readonly asked: Attributes;
  readonly told: readonly Attributes[];
}

function placesTold({ reading }: DraftedFilm): PlaceTold[] {
  return reading.sentences
    .filter(
      ({ polarity, finding, section }) =>
        polarity === 'present' && finding !== 'NoFinding' && section === 'findings',
    )
    .map(({ finding, location, size, text }) => ({
      asked: { ...location, size },
      told: labelText(text)
        .filter((mention) => mention.finding === finding)
        .map((mention) => ({ ...mention.location, size: sizeSaid(text) })),
    }));
}

function agreement(places: readonly PlaceTold[], attribute: Attribute): Rate {
  const asked = places.filter((place) => place.asked[attribute] !== 'none');
  const same = asked.filter(({ asked: wanted, told }) =>
    told.some((one) => one[attribute] === wanted[attribute]),
  );
  return rateOf(same.length, asked.length);
}

const isFlagged = (drafted: DraftedFilm): boolean =>
  verifiedSentences(drafted).some(({ flags }) => flags.length > 0);
