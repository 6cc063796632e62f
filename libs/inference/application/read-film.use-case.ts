import { decideFindings, inUnrepairedPixels } from '../domain/decide-findings';
import { type FilmFacts, PHANTOM_MARK, type Profile } from '../domain/film-facts';
import type { TokenDecoder } from '../domain/generate-tokens';
import type { GreyImage } from '../domain/grey-image';
import { refusalOfGate } from '../domain/judge-gate';
import type { FilmReaderManifest } from '../domain/manifest/film-reader-manifest';
import { planStatements } from '../domain/plan-statements';
import type { DraftSentence, FindingDecision, Reading, Refusal } from '../domain/reading';
import { refuseByHeader, refuseByPicture } from '../domain/scope-rules';
import { decoded, type FilmEncoder, lookAtFilm } from './look-at-film';
import { type SentenceCodec, writeSentences } from './write-sentences';

/** A model whose graphs can be run. */
export interface RunnableModel<Cache = unknown> {
  readonly manifest: FilmReaderManifest;
  readonly encoder: FilmEncoder;
  readonly decoder: TokenDecoder<Cache>;
  readonly tokenizer: SentenceCodec;
}

export interface ReadFilmOptions {
  readonly profile: Profile;
  /** 1 is greedy decoding. */
  readonly beamWidth: number;
}

/**
 * Reads one film: scope by header, by picture and by gate, which may undo faults of the picture, then findings with
 * evidence, then a sentence for each statement. Pure but for the model: equal picture, facts and model give an equal
 * reading.
 */
export class ReadFilm {
  constructor(
    private readonly model: RunnableModel,
    private readonly options: ReadFilmOptions,
  ) {}

  /**
   * @param picture decodes the pixels; not called when the header alone refuses the film. Boxes of the reading are
   * fractions of what it gives, also when the film was repaired before it was read
   */
  async execute(facts: FilmFacts, picture: () => Promise<GreyImage>): Promise<Reading> {
    const started = performance.now();
    const outcome = await this.read(facts, picture);
    const marks = facts.phantom ? [PHANTOM_MARK] : [];
    return { ...outcome, marks, milliseconds: Math.round(performance.now() - started) };
  }

  private async read(
    facts: FilmFacts,
    picture: () => Promise<GreyImage>,
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

    const findings = inUnrepairedPixels(decideFindings(output, spec, fit), repairs);
    const sentences = await this.write(findings);
    return { status: 'read', refusal: null, findings, gate, repairs, inputSha256, sentences };
  }

  private write(findings: readonly FindingDecision[]): Promise<DraftSentence[]> {
    const { decoder, tokenizer, manifest } = this.model;
    return writeSentences(planStatements(findings), decoder, tokenizer, {
      maxTokens: manifest.decoder.maxTokens,
      beamWidth: this.options.beamWidth,
    });
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
});
