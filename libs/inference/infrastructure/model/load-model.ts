import type { RunnableModel } from '../../application/read-film.use-case';
import type { Wording } from '../../domain/reading';
import { OnnxEncoder } from './onnx-encoder';
import { openSessions, type ProviderOutcome, type SessionSettings } from './onnx-session';
import { OnnxTextEncoder } from './onnx-text-encoder';
import { OnnxTokenDecoder } from './onnx-token-decoder';
import { type RegisteredModel, readVerified } from './model-registry';
import { SentenceTokenizer } from './sentence-tokenizer';
import { TextTokenizer } from './text-tokenizer';

/** A model in memory; `release` frees what lies outside the JavaScript heap. */
export interface LoadedModel extends RunnableModel {
  readonly outcome: ProviderOutcome;
  /**
   * The language encoder. It is loaded when it is first asked for: drafting never needs it, and a server at rest
   * should not hold it.
   * @throws ModelChanged, ModelFileMissing, ModelIncoherent; the next call tries anew
   */
  textEncoder(): Promise<OnnxTextEncoder>;
  release(): Promise<void>;
}

export interface LoadSettings extends SessionSettings {
  /** Default the decoder's words. */
  readonly wording?: Wording;
  /** Default the model's own. */
  readonly beamWidth?: number | null;
}

/**
 * Loads a model from bytes that were verified first.
 * @throws ModelChanged, ModelFileMissing, ModelIncoherent
 */
export async function loadModel(
  model: RegisteredModel<'film-reader'>,
  settings: LoadSettings,
): Promise<LoadedModel> {
  const { files, encoder: encoderSpec, decoder: decoderSpec } = model.manifest;
  const tokenizer = new SentenceTokenizer(
    (await readVerified(model, files.tokenizer)).toString('utf8'),
    decoderSpec,
  );
  const { sessions, outcome } = await openSessions(
    { encoder: await readVerified(model, files.encoder), decoder: await readVerified(model, files.decoder) },
    settings,
  );
  // Where the vision encoder really runs, the language encoder runs too.
  const text = textEncoderOf(model, { ...settings, provider: outcome.provider });
  return {
    manifest: model.manifest,
    encoder: new OnnxEncoder(sessions.encoder, encoderSpec),
    writer:
      settings.wording === 'plain'
        ? null
        : {
            decoder: new OnnxTokenDecoder(sessions.decoder, decoderSpec),
            tokenizer,
            limits: { ...decoderSpec, beamWidth: settings.beamWidth ?? decoderSpec.beamWidth },
          },
    outcome,
    textEncoder: text.load,
    release: async () => {
      await text.release();
      await sessions.encoder.release();
      await sessions.decoder.release();
    },
  };
}

/** Loads the language encoder once, when it is first asked for. */
function textEncoderOf(
  model: RegisteredModel<'film-reader'>,
  settings: SessionSettings,
): { load(): Promise<OnnxTextEncoder>; release(): Promise<void> } {
  const { files, text: spec } = model.manifest;
  const open = async () => {
    const json = (await readVerified(model, files.textTokenizer)).toString('utf8');
    const { sessions } = await openSessions({ text: await readVerified(model, files.text) }, settings);
    return {
      session: sessions.text,
      encoder: new OnnxTextEncoder(sessions.text, new TextTokenizer(json, spec), spec),
    };
  };
  let opened: ReturnType<typeof open> | null = null;
  return {
    load: async () => {
      opened ??= open();
      try {
        return (await opened).encoder;
      } catch (error) {
        opened = null;
        throw error;
      }
    },
    release: async () => {
      const text = await opened?.catch(() => null);
      await text?.session.release();
    },
  };
}
