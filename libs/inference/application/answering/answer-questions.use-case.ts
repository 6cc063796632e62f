import { type Answer, type Answers, type SeenClasses } from '../../domain/answering/answer';
import { decideAnswer, decideClass, unanswered } from '../../domain/answering/decide-answer';
import { type FilmFacts, marksOf } from '../../domain/film-facts';
import type { GreyImage } from '../../domain/grey-image';
import { letterbox } from '../../domain/letterbox';
import type { QuestionAnswererManifest } from '../../domain/manifest/question-answerer-manifest';
import { refuseByPicture } from '../../domain/scope-rules';

/** What the picture graph made of a picture; `Sight` is for the question graph alone. */
export interface PictureLook<Sight> {
  readonly sight: Sight;
  readonly classes: Readonly<Record<keyof SeenClasses, Float32Array>>;
}

/** An answerer whose graphs can be run. */
export interface RunnableAnswerer<Sight = unknown> {
  readonly manifest: QuestionAnswererManifest;
  /** In the order of the answer logits; the first is never said. */
  readonly names: readonly (string | null)[];
  /** @param square float32 `size` x `size` in 0..1, as `letterbox` makes it */
  see(square: Float32Array): Promise<PictureLook<Sight>>;
  /** Answer logits of each question. */
  ask(sight: Sight, questions: readonly string[]): Promise<readonly Float32Array[]>;
}

/** Answers questions about one picture. Pure but for the model: equal picture, questions and model, equal answers. */
export class AnswerQuestions {
  constructor(private readonly model: RunnableAnswerer) {}

  async execute(image: GreyImage, facts: FilmFacts, questions: readonly string[]): Promise<Answers> {
    const marks = marksOf(facts);
    // Other rules of that list are about films; a question may be asked about any picture that shows something.
    if (refuseByPicture(image)?.code === 'scope.blank')
      return {
        answers: questions.map((question) => unanswered(question, 'blankPicture')),
        seen: null,
        marks,
      };
    const { manifest } = this.model;
    const { sight, classes } = await this.model.see(letterbox(image, manifest.input.size).square);
    const seen = {
      modality: decideClass(classes.modality, manifest.classes.modality),
      plane: decideClass(classes.plane, manifest.classes.plane),
      organ: decideClass(classes.organ, manifest.classes.organ),
    };
    return { answers: await this.answerEach(sight, questions), seen, marks };
  }

  private async answerEach(sight: unknown, questions: readonly string[]): Promise<Answer[]> {
    const asked = questions.filter((question) => question.trim() !== '');
    const logits = asked.length > 0 ? await this.model.ask(sight, asked.map(plainQuestion)) : [];
    const answers = asked.map((question, row) =>
      decideAnswer(question, logits[row]!, this.model.names, this.model.manifest.answers),
    );
    let next = 0;
    return questions.map((question) =>
      question.trim() === '' ? unanswered(question, 'noQuestion') : answers[next++]!,
    );
  }
}

/** As training reads a question: without a closing `-yes/no`, and with single spaces. */
export const plainQuestion = (question: string): string =>
  question
    .trim()
    .replace(/\s*-+\s*yes\s*\/\s*no\s*$/i, '')
    .replace(/\s+/g, ' ');
