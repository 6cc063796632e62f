import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { PictureLook, RunnableAnswerer } from '../../application/answering/answer-questions.use-case';
import { ModelIncoherent } from '../../domain/model-error';
import { AnswerList, type QuestionAnswererManifest } from '../../domain/manifest/question-answerer-manifest';
import { floatsOf } from '../model/onnx-outputs';
import { openSessions, type SessionSettings } from '../model/onnx-session';
import { type RegisteredModel, readVerified } from '../model/model-registry';
import { TextTokenizer } from '../model/text-tokenizer';

/** Questions of one run: memory grows with them. */
const QUESTIONS_AT_ONCE = 64;

/** What the picture graph hands to the question graph. */
interface OnnxSight {
  readonly cells: Tensor;
  readonly whole: Tensor;
}

/** An answerer in memory; `release` frees what lies outside the JavaScript heap. */
export interface LoadedAnswerer extends RunnableAnswerer<OnnxSight> {
  release(): Promise<void>;
}

/**
 * Loads an answerer from bytes that were verified first.
 * @throws ModelChanged, ModelFileMissing, ModelIncoherent
 */
export async function loadAnswerer(
  model: RegisteredModel<'question-answerer'>,
  settings: SessionSettings,
): Promise<LoadedAnswerer> {
  const { files, text } = model.manifest;
  const names = namesOf((await readVerified(model, files.answers)).toString('utf8'));
  const tokenizer = new TextTokenizer((await readVerified(model, files.tokenizer)).toString('utf8'), text);
  const { sessions } = await openSessions(
    {
      picture: await readVerified(model, files.picture),
      question: await readVerified(model, files.question),
    },
    settings,
  );
  return {
    manifest: model.manifest,
    names,
    see: (square) => see(sessions.picture, square, model.manifest),
    ask: async (sight, questions) => {
      const logits: Float32Array[] = [];
      for (let first = 0; first < questions.length; first += QUESTIONS_AT_ONCE) {
        const some = questions.slice(first, first + QUESTIONS_AT_ONCE);
        logits.push(...(await ask(sessions.question, sight, tokenizer, some, names.length)));
      }
      return logits;
    },
    release: async () => {
      await sessions.picture.release();
      await sessions.question.release();
    },
  };
}

function namesOf(json: string): (string | null)[] {
  const parsed = AnswerList.safeParse(JSON.parse(json));
  if (!parsed.success) throw new ModelIncoherent('answers.json is no list of answers');
  return [parsed.data.outside, ...parsed.data.answers];
}

async function see(
  session: InferenceSession,
  square: Float32Array,
  { input, classes }: QuestionAnswererManifest,
): Promise<PictureLook<OnnxSight>> {
  const outputs = await session.run({
    [input.name]: new Tensor('float32', square, [1, 1, input.size, input.size]),
  });
  const { cells, whole } = outputs;
  if (!cells || !whole) throw new ModelIncoherent('picture.onnx gives no cells or no whole');
  const logitsOf = (name: keyof typeof classes): Float32Array =>
    floatsOf(outputs, { graph: 'picture.onnx', name, length: classes[name].names.length });
  return {
    sight: { cells, whole },
    classes: { modality: logitsOf('modality'), plane: logitsOf('plane'), organ: logitsOf('organ') },
  };
}

async function ask(
  session: InferenceSession,
  { cells, whole }: OnnxSight,
  tokenizer: TextTokenizer,
  questions: readonly string[],
  answers: number,
): Promise<Float32Array[]> {
  const { ids, lengths, width } = tokenizer.batch(questions);
  const mask = lengths.flatMap((length) => Array.from({ length: width }, (_, at) => (at < length ? 1 : 0)));
  const shape = [questions.length, width];
  const outputs = await session.run({
    cells,
    whole,
    input_ids: new Tensor('int64', BigInt64Array.from(ids.flat(), BigInt), shape),
    attention_mask: new Tensor('int64', BigInt64Array.from(mask, BigInt), shape),
  });
  const length = questions.length * answers;
  const data = floatsOf(outputs, { graph: 'question.onnx', name: 'answer_logits', length });
  return questions.map((_, row) => data.slice(row * answers, (row + 1) * answers));
}
