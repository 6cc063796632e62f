import type { FilmFacts } from '../film-facts';
import type { GreyImage } from '../grey-image';
import type { ModelIdentity } from '../manifest/manifest-head';
import type { Answer, Answers } from './answer';

/** A picture to be asked about; of a DICOM object with several frames the middle one is looked at. */
export type AskedPicture =
  | { readonly kind: 'grey'; readonly image: GreyImage; readonly facts?: FilmFacts }
  | { readonly kind: 'dicom'; readonly bytes: Uint8Array }
  | { readonly kind: 'picture'; readonly bytes: Uint8Array; readonly facts?: FilmFacts };

/** Answers questions about pictures in a worker thread; needs no database. */
export interface AnswerEngine {
  readonly model: ModelIdentity;
  /**
   * Answers one question.
   * @throws ReadingFailed (with the DICOM or picture error's code) when the picture cannot be decoded
   */
  answer(picture: AskedPicture, question: string): Promise<Answer & Pick<Answers, 'marks'>>;
  /** Answers several questions about one picture, which is looked at once. @throws as `answer` */
  answerAll(picture: AskedPicture, questions: readonly string[]): Promise<Answers>;
  /** Ends the thread; running questions are answered, waiting ones fail with EngineClosed. */
  close(): Promise<void>;
}
