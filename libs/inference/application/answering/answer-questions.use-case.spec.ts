import { filmFacts } from '../../domain/film-facts';
import type { GreyImage } from '../../domain/grey-image';
import type { QuestionAnswererManifest } from '../../domain/manifest/question-answerer-manifest';
import { AnswerQuestions, plainQuestion, type RunnableAnswerer } from './answer-questions.use-case';

const classes = { names: ['a', 'b'], temperature: 1 };
const manifest = {
  input: { name: 'image', size: 32, resize: 'letterbox-area' },
  answers: { temperature: 1, abstainBelow: 0.5 },
  classes: { modality: classes, plane: classes, organ: classes },
} as unknown as QuestionAnswererManifest;

/** Says yes to what mentions a lung, no to everything else; counts how often it is shown a picture. */
class LungAnswerer implements RunnableAnswerer<null> {
  readonly manifest = manifest;
  readonly names = ['[outside]', 'yes', 'no'];
  readonly asked: string[] = [];
  looks = 0;

  async see() {
    this.looks += 1;
    const logits = Float32Array.of(0, 4);
    return { sight: null, classes: { modality: logits, plane: logits, organ: logits } };
  }

  async ask(_: null, questions: readonly string[]) {
    this.asked.push(...questions);
    return questions.map((text) => Float32Array.of(0, /lung/.test(text) ? 9 : 0, /lung/.test(text) ? 0 : 9));
  }
}

const picture = (level: (at: number) => number): GreyImage => ({
  width: 160,
  height: 160,
  data: Uint8Array.from({ length: 160 * 160 }, (_, at) => level(at)),
});
const striped = picture((at) => (at % 2) * 200);

describe('questions about a picture', () => {
  it('are answered in their order after one look', async () => {
    const model = new LungAnswerer();
    const { answers, seen } = await new AnswerQuestions(model).execute(striped, filmFacts(), [
      'is this the lung?',
      'is this the head?',
    ]);
    expect(answers.map(({ answer }) => answer)).toEqual(['yes', 'no']);
    expect(model.looks).toBe(1);
    expect(seen?.organ.name).toBe('b');
  });

  it('that are empty are not asked, and keep their place', async () => {
    const model = new LungAnswerer();
    const { answers } = await new AnswerQuestions(model).execute(striped, filmFacts(), [
      ' ',
      'the lung -yes/no',
    ]);
    expect(model.asked).toEqual(['the lung']);
    expect(answers.map(({ reason }) => reason?.code ?? null)).toEqual(['answer.no-question', null]);
    expect(answers[1]!.question).toBe('the lung -yes/no');
  });

  it('about a blank picture are not answered', async () => {
    const model = new LungAnswerer();
    const blank = picture(() => 90);
    const { answers, seen } = await new AnswerQuestions(model).execute(blank, filmFacts(), ['the lung?']);
    expect(answers[0]).toMatchObject({ abstained: true, reason: { code: 'answer.blank-picture' } });
    expect(seen).toBeNull();
    expect(model.looks).toBe(0);
  });

  it('about a phantom are answered with its mark', async () => {
    const told = await new AnswerQuestions(new LungAnswerer()).execute(
      striped,
      filmFacts({ phantom: true }),
      ['the lung?'],
    );
    expect(told.marks).toEqual(['PHANTOM']);
  });
});

it('are read as in training', () => {
  expect(plainQuestion('  Is/Are  the heart enlarged? - yes/no ')).toBe('Is/Are the heart enlarged?');
});
