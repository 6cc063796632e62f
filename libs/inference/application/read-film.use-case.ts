import { createHash } from 'node:crypto';
import { DomainError } from '@wetread/kernel';
import { decideFindings, type EncoderOutput } from '../domain/decide-findings';
import { type FilmFacts, PHANTOM_MARK, type Profile } from '../domain/film-facts';
import type { TokenDecoder } from '../domain/generate-tokens';
import type { GreyImage } from '../domain/grey-image';
import { judgeGate, refusalOfGate } from '../domain/judge-gate';
import { letterbox } from '../domain/letterbox';
import type { ModelManifest } from '../domain/model-manifest';
import { planStatements } from '../domain/plan-statements';
import type { Reading, Refusal } from '../domain/reading';
import { refuseByHeader, refuseByPicture } from '../domain/scope-rules';
import { type SentenceCodec, writeSentences } from './write-sentences';

/** A model whose graphs can be run. */
export interface RunnableModel<Cache = unknown> {
  readonly manifest: ModelManifest;
  readonly encoder: { run(square: Float32Array): Promise<EncoderOutput> };
  readonly decoder: TokenDecoder<Cache>;
  readonly tokenizer: SentenceCodec;
}

export interface ReadFilmOptions {
  readonly profile: Profile;
  /** 1 is greedy decoding. */
  readonly beamWidth: number;
}

/**
 * Reads one film: scope by header, by picture and by gate, then findings with evidence, then a sentence for each
 * statement. Pure but for the model: equal picture, facts and model give an equal reading.
 */
export class ReadFilm {
  constructor(
    private readonly model: RunnableModel,
    private readonly options: ReadFilmOptions,
  ) {}

  /** @param picture decodes the pixels; not called when the header alone refuses the film */
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

    const { encoder: spec, decoder: limits } = this.model.manifest;
    const { square, fit } = letterbox(image, spec.input.size);
    const inputSha256 = hashOf(square);
    const output = await this.model.encoder.run(square);
    const gate = judgeGate(output.gateLogits, spec.gate);
    const byGate = refusalOfGate(gate, spec.gate);
    if (byGate) return { ...refused(byGate), gate, inputSha256 };

    const findings = decideFindings(output, spec, fit);
    const sentences = await writeSentences(
      planStatements(findings),
      this.model.decoder,
      this.model.tokenizer,
      {
        maxTokens: limits.maxTokens,
        beamWidth: this.options.beamWidth,
      },
    );
    return { status: 'read', refusal: null, findings, gate, inputSha256, sentences };
  }
}

/** The picture, or the refusal of a film whose pixels cannot be decoded: it is told, never a black picture. */
async function decoded(picture: () => Promise<GreyImage>): Promise<GreyImage | Refusal> {
  try {
    return await picture();
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, reason: `${error.message}.` };
    throw error;
  }
}

/** The reading of a film that was refused before the model saw it. */
export const refused = (refusal: Refusal): Omit<Reading, 'marks' | 'milliseconds'> => ({
  status: 'refused',
  refusal,
  findings: [],
  gate: null,
  inputSha256: null,
  sentences: [],
});

/** Every machine that runs Node is little-endian; the hash is of float32 little-endian values. */
const hashOf = (square: Float32Array): string =>
  createHash('sha256')
    .update(new Uint8Array(square.buffer, square.byteOffset, square.byteLength))
    .digest('hex');
