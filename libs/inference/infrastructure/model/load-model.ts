import type { RunnableModel } from '../../application/read-film.use-case';
import { OnnxEncoder } from './onnx-encoder';
import { openSessions, type ProviderOutcome, type SessionSettings } from './onnx-session';
import { OnnxTokenDecoder } from './onnx-token-decoder';
import { type RegisteredModel, readVerified } from './model-registry';
import { SentenceTokenizer } from './sentence-tokenizer';

/** A model in memory; `release` frees what lies outside the JavaScript heap. */
export interface LoadedModel extends RunnableModel {
  readonly outcome: ProviderOutcome;
  release(): Promise<void>;
}

/**
 * Loads a model from bytes that were verified first.
 * @throws ModelChanged, ModelFileMissing, ModelIncoherent
 */
export async function loadModel(model: RegisteredModel, settings: SessionSettings): Promise<LoadedModel> {
  const { files, encoder: encoderSpec, decoder: decoderSpec } = model.manifest;
  const tokenizer = new SentenceTokenizer(
    (await readVerified(model, files.tokenizer)).toString('utf8'),
    decoderSpec,
  );
  const { sessions, outcome } = await openSessions(
    { encoder: await readVerified(model, files.encoder), decoder: await readVerified(model, files.decoder) },
    settings,
  );
  return {
    manifest: model.manifest,
    encoder: new OnnxEncoder(sessions.encoder, encoderSpec),
    decoder: new OnnxTokenDecoder(sessions.decoder, decoderSpec),
    tokenizer,
    outcome,
    release: async () => {
      await sessions.encoder.release();
      await sessions.decoder.release();
    },
  };
}
