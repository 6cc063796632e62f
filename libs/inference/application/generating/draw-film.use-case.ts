import { enlarge } from '../../domain/generating/enlarge';
import type { FilmPrompt, FilmProvenance, GeneratedFilm } from '../../domain/generating/film-generator';
import { followFlow, guided } from '../../domain/generating/flow-steps';
import { CHEST_PHRASES, readPrompt, requireScope } from '../../domain/generating/prompt-scope';
import { seededNoise } from '../../domain/generating/seeded-noise';
import { burnSyntheticMark } from '../../domain/generating/synthetic-mark';
import { SYNTHETIC_MARK } from '../../domain/film-facts';
import type { GreyImage } from '../../domain/grey-image';
import type { FilmGeneratorManifest } from '../../domain/manifest/film-generator-manifest';
import type { ModelIdentity } from '../../domain/manifest/manifest-head';

/** The graphs of a generator with the text encoder that it hangs on. */
export interface RunnableGenerator {
  readonly identity: ModelIdentity;
  readonly manifest: FilmGeneratorManifest;
  embed(texts: readonly string[]): Promise<Float32Array[]>;
  /** Place of a text to a condition. */
  condition(place: Float32Array): Promise<Float32Array>;
  /** Velocities with the condition and without one. */
  velocities(
    latents: Float32Array,
    time: number,
    condition: Float32Array,
  ): Promise<{ towards: Float32Array; any: Float32Array }>;
  decode(latents: Float32Array): Promise<GreyImage>;
}

/** Draws one film from a prompt. */
export class DrawFilm {
  private known: Promise<Float32Array[]> | null = null;

  constructor(private readonly model: RunnableGenerator) {}

  /** @throws PromptRefused */
  async execute(order: FilmPrompt): Promise<GeneratedFilm> {
    const { manifest } = this.model;
    const { asked, ruledOut, inWords } = readPrompt(order.prompt);
    const [place] = await this.model.embed([order.prompt]);
    requireScope(inWords, inWords ? 1 : await this.similarity(place!), manifest.scope.leastSimilarity);
    const guidance = order.guidance ?? manifest.flow.guidance;
    const condition = await this.model.condition(place!);
    const { channels, side } = manifest.latent;
    const latents = await followFlow(
      seededNoise(order.seed, channels * side * side),
      manifest.flow.steps,
      async (at, time) => {
        const { towards, any } = await this.model.velocities(at, time, condition);
        return guided(towards, any, guidance);
      },
    );
    const image = burnSyntheticMark(enlarge(await this.model.decode(latents)));
    return { image, provenance: this.provenance({ ...order, guidance }, asked, ruledOut) };
  }

  private provenance(
    { prompt, seed, guidance }: Required<FilmPrompt>,
    asked: readonly string[],
    ruledOut: readonly string[],
  ): FilmProvenance {
    const { identity, manifest } = this.model;
    return {
      model: identity,
      textEncoder: manifest.text.sha256,
      prompt,
      seed,
      guidance,
      steps: manifest.flow.steps,
      asked,
      ruledOut,
      marks: [SYNTHETIC_MARK],
    };
  }

  /** Cosine to the nearest phrase about chest films. */
  private async similarity(place: Float32Array): Promise<number> {
    this.known ??= this.model.embed(CHEST_PHRASES);
    const places = await this.known;
    return Math.max(...places.map((one) => one.reduce((sum, value, at) => sum + value * place[at]!, 0)));
  }
}
