import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { RunnableGenerator } from '../../application/generating/draw-film.use-case';
import type { GreyImage } from '../../domain/grey-image';
import type { FilmGeneratorManifest } from '../../domain/manifest/film-generator-manifest';
import { ModelIncoherent } from '../../domain/model-error';
import { type RegisteredModel, readVerified } from '../model/model-registry';
import { floatsOf } from '../model/onnx-outputs';
import { openSessions, type SessionSettings } from '../model/onnx-session';
import { OnnxTextEncoder } from '../model/onnx-text-encoder';
import { TextTokenizer } from '../model/text-tokenizer';

/** A generator in memory; `release` frees what lies outside the JavaScript heap. */
export interface LoadedGenerator extends RunnableGenerator {
  release(): Promise<void>;
}

/**
 * Loads a generator from bytes that were verified first, with the text encoder of the film reader.
 * @throws ModelChanged, ModelFileMissing, ModelIncoherent when the reader has another text encoder
 */
export async function loadFilmGenerator(
  model: RegisteredModel<'film-generator'>,
  reader: RegisteredModel<'film-reader'>,
  settings: SessionSettings,
): Promise<LoadedGenerator> {
  requireSpace(model.manifest, reader);
  const { files } = model.manifest;
  const ofText = reader.manifest.files;
  const tokens = (await readVerified(reader, ofText.textTokenizer)).toString('utf8');
  const { sessions } = await openSessions(
    {
      text: await readVerified(reader, ofText.text),
      prompt: await readVerified(model, files.prompt),
      denoiser: await readVerified(model, files.denoiser),
      decoder: await readVerified(model, files.decoder),
    },
    settings,
  );
  const spec = reader.manifest.text;
  const encoder = new OnnxTextEncoder(sessions.text, new TextTokenizer(tokens, spec), spec);
  return {
    identity: model.identity,
    manifest: model.manifest,
    embed: (texts) => encoder.encode(texts),
    ...graphsOf(sessions, model.manifest),
    release: async () => {
      for (const session of Object.values(sessions)) await session.release();
    },
  };
}

/** Conditions are read from places of one text encoder; those of another mean something else. */
function requireSpace({ text }: FilmGeneratorManifest, reader: RegisteredModel<'film-reader'>): void {
  const { sha256 } = reader.manifest.files.text;
  if (sha256 === text.sha256) return;
  const { name, version } = reader.identity;
  throw new ModelIncoherent(
    `the film generator reads prompts by a text encoder that ${name} ${version} does not have; install the two models of one release`,
  );
}

type Graphs = Record<'prompt' | 'denoiser' | 'decoder', InferenceSession>;

function graphsOf(
  { prompt, denoiser, decoder }: Graphs,
  manifest: FilmGeneratorManifest,
): Pick<RunnableGenerator, 'condition' | 'velocities' | 'decode'> {
  const { channels, side } = manifest.latent;
  const { width } = manifest.condition;
  const length = channels * side * side;
  const shape = [1, channels, side, side];
  return {
    condition: async (place) => {
      const outputs = await prompt.run({ text: new Tensor('float32', place, [1, place.length]) });
      return floatsOf(outputs, { graph: 'prompt.onnx', name: 'condition', length: width });
    },
    velocities: async (latents, time, condition) => {
      // Both in one batch; a condition of zeros is "any film".
      const outputs = await denoiser.run({
        latent: new Tensor('float32', joined(latents, latents), [2, ...shape.slice(1)]),
        time: new Tensor('float32', Float32Array.of(time, time), [2]),
        condition: new Tensor('float32', joined(condition, new Float32Array(width)), [2, width]),
      });
      const data = floatsOf(outputs, { graph: 'denoiser.onnx', name: 'velocity', length: 2 * length });
      return { towards: data.slice(0, length), any: data.slice(length) };
    },
    decode: async (latents) => {
      const outputs = await decoder.run({ latent: new Tensor('float32', latents, shape) });
      return pictureOf(outputs, manifest.picture.size);
    },
  };
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** -1..1 to grey levels. */
function pictureOf(outputs: InferenceSession.ReturnType, size: number): GreyImage {
  const values = floatsOf(outputs, { graph: 'decoder.onnx', name: 'film', length: size * size });
  const data = Uint8Array.from(values, (value) => Math.round((Math.min(1, Math.max(-1, value)) + 1) * 127.5));
  return { width: size, height: size, data };
}
