import { compareFilm } from '../domain/compare-with-prior';
import { decideFindings, inUnrepairedPixels } from '../domain/decide-findings';
import { type FilmFacts, marksOf, type Profile } from '../domain/film-facts';
import type { GreyImage } from '../domain/grey-image';
import { refusalOfGate } from '../domain/judge-gate';
import type { FilmReaderManifest } from '../domain/manifest/film-reader-manifest';
import { planStatements } from '../domain/plan-statements';
import type { PriorReading, Reading, Refusal } from '../domain/reading';
import { refuseByHeader, refuseByPicture } from '../domain/scope-rules';
import { viewOf } from '../domain/view-of-film';
import { decoded, type FilmEncoder, lookAtFilm } from './look-at-film';
import { type Writer, writeSentences } from './write-sentences';

/** A model whose graphs can be run. */
export interface RunnableModel<Cache = unknown> {
  readonly manifest: FilmReaderManifest;
  readonly encoder: FilmEncoder;
  /** `null`: drafts are in plain words. */
  readonly writer: Writer<Cache> | null;
}

export interface ReadFilmOptions {
  readonly profile: Profile;
}

/**
 * Reads one film: scope by header, by picture and by gate, which may undo faults of the picture, then findings with
 * evidence, then what changed since the prior film, then a sentence for each statement. Pure but for the model: equal
 * picture, facts, prior and model give an equal reading.
 */
export class ReadFilm {
  constructor(
    private readonly model: RunnableModel,
    private readonly options: ReadFilmOptions,
  ) {}

  /**
   * @param picture decodes the pixels; not called when the header alone refuses the film. Boxes of the reading are
   * fractions of what it gives, also when the film was repaired before it was read
   * @param prior the earlier film to compare with; the reading's `prior` is `null` where the two cannot be compared
   */
  async execute(
    facts: FilmFacts,
    picture: () => Promise<GreyImage>,
    prior: PriorReading | null = null,
  ): Promise<Reading> {
    const started = performance.now();
    const outcome = await this.read(facts, picture, prior);
    return { ...outcome, marks: marksOf(facts), milliseconds: Math.round(performance.now() - started) };
  }

  private async read(
    facts: FilmFacts,
    picture: () => Promise<GreyImage>,
    earlier: PriorReading | null,
  ): Promise<Omit<Reading, 'marks' | 'milliseconds'>> {
    const byHeader = refuseByHeader(facts, this.options.profile);
    if (byHeader) return refused(byHeader);
    const image = await decoded(picture);
    if ('code' in image) return refused(image);
    const byPicture = refuseByPicture(image);
    if (byPicture) return refused(byPicture);

    const { encoder: spec } = this.model.manifest;
    const { output, gate, repairs, fit, inputSha256 } = await lookAtFilm(image, this.model.encoder, spec);
    const byGate = refusalOfGate(gate, spec.gate);
    if (byGate) return { ...refused(byGate), gate, repairs, inputSha256 };

    const decided = inUnrepairedPixels(decideFindings(output, spec, fit), repairs);
    const film = { findings: decided, marks: marksOf(facts), view: viewOf(facts, gate) };
    const { findings, prior } = compareFilm(film, earlier);
    const sentences = await writeSentences(planStatements(findings), this.model.writer, output.embedding);
    return { status: 'read', refusal: null, findings, gate, repairs, inputSha256, sentences, prior };
  }
}

/** The reading of a film that was refused before the model saw it. */
export const refused = (refusal: Refusal): Omit<Reading, 'marks' | 'milliseconds'> => ({
  status: 'refused',
  refusal,
  findings: [],
  gate: null,
  repairs: [],
  inputSha256: null,
  sentences: [],
  prior: null,
});
