import type { Answers } from '../../domain/answering/answer';
import { filmFacts } from '../../domain/film-facts';
import type { FilmInspection, FindingDecision } from '../../domain/reading';
import { captionOf, type CaptionEngines } from './caption-of';

const effusion = {
  code: 'Effusion',
  present: true,
  band: 'likely',
  location: { side: 'right', zone: 'none' },
};
const readable = {
  refusal: null,
  gate: null,
  findings: [effusion as FindingDecision],
} as unknown as FilmInspection;
const other = { refusal: { code: 'scope.modality-ct', reason: '' } } as FilmInspection;
const axialHead = {
  answers: [],
  marks: [],
  seen: {
    modality: { name: 'ct', probability: 0.99 },
    plane: { name: 'axial', probability: 0.97 },
    organ: { name: 'head', probability: 0.3 },
  },
} satisfies Answers;

/** Engines that say the same of every picture, and remember who was asked. */
function engines(inspection: FilmInspection, seen: Answers | null) {
  const asked: string[] = [];
  const film = async (): Promise<FilmInspection> => {
    asked.push('films');
    return inspection;
  };
  const answerAll = async (): Promise<Answers> => {
    asked.push('answers');
    return seen!;
  };
  const told: CaptionEngines = {
    films: { inspect: film, inspectDicom: film, inspectPicture: film },
    answers: seen ? { answerAll } : null,
  };
  return { told, asked };
}

const bytes = new Uint8Array(1);

describe('captioning a stored picture', () => {
  it('asks the film reader first; a chest film needs nobody else', async () => {
    const { told, asked } = engines(readable, axialHead);
    const caption = await captionOf(
      { picture: { kind: 'dicom', bytes }, facts: filmFacts({ modality: 'DX', viewPosition: 'PA' }) },
      told,
    );
    expect(caption.text).toBe(
      'PA chest radiograph: likely pleural effusion on the right (AI draft, not reviewed).',
    );
    expect(asked).toEqual(['films']);
  });

  it('asks the answerer about what is no chest film', async () => {
    const { told, asked } = engines(other, axialHead);
    const order = { picture: { kind: 'picture', bytes }, facts: filmFacts() } as const;
    expect((await captionOf(order, told)).text).toBe('Axial CT picture (AI draft, not reviewed).');
    expect(asked).toEqual(['films', 'answers']);
  });

  it('asks nobody about what is not a medical picture', async () => {
    const photograph = { refusal: { code: 'scope.not-medical', reason: '' } } as FilmInspection;
    const { told, asked } = engines(photograph, axialHead);
    const order = { picture: { kind: 'picture', bytes }, facts: filmFacts() } as const;
    expect((await captionOf(order, told)).text).toBe(
      'Picture that does not look like a medical one (AI draft, not reviewed).',
    );
    expect(asked).toEqual(['films']);
  });

  it('does not show a CT series to the film reader', async () => {
    const { told, asked } = engines(readable, axialHead);
    const facts = filmFacts({ modality: 'CT' });
    await captionOf({ picture: { kind: 'dicom', bytes }, facts }, told);
    expect(asked).toEqual(['answers']);
  });

  it('says what the header says where there is no answerer, or no picture', async () => {
    const facts = filmFacts({ modality: 'MR', bodyPart: 'BRAIN' });
    const order = { picture: { kind: 'dicom', bytes }, facts } as const;
    expect((await captionOf(order, engines(other, null).told)).text).toBe('MR picture of the brain.');
    const { told, asked } = engines(other, axialHead);
    const empty = { ...order, facts: { ...facts, hasPixels: false } };
    expect((await captionOf(empty, told)).text).toBe('MR picture of the brain.');
    expect(asked).toEqual([]);
  });
});
