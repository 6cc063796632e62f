import { goalsOf, type OverviewRow, plainFigure } from '../overview/overview-row';
import { number, page, percent, rate, share, table } from '../report/markdown/format';
import { KNOWN_PICTURES } from './question-set';
import type { AnswerSetReport, AnswersReport } from './measure-answers';

export const answersPage = ({ sets, confidence, outside, speed }: AnswersReport): string =>
  page(
    '## Answers to questions',
    'Share of the questions about held-out pictures whose answer is the set’s in its normal spelling (lower case, no punctuation); of abstained questions the likeliest answer counts. VQA-RAD: all questions about a fifth of the pictures by hash, none of which training saw. VQA-RAD, known pictures: a fifth of the freely asked questions about the other pictures, with their paraphrases, divided as the published split is, whose own test questions are not here; like there, training knows the pictures and often the same question in a set frame. SLAKE: the English questions of its validation part. VQA-Med 2019: its validation part. Intervals: bootstrap over pictures.',
    table(
      ['Set', 'Questions', 'Pictures', 'All', 'Open', 'Closed', 'Answers known from training'],
      sets.map((set) => [
        set.name,
        set.questions,
        set.pictures,
        share(set.all),
        share(set.open),
        share(set.closed),
        percent(set.onTheList),
      ]),
    ),
    'What the picture is needed for: the most frequent training answer to questions of the kind, the same model shown a plain ramp of grey, and shown another picture of the set.',
    table(
      ['Set', 'Most frequent answer', 'No picture', 'Another picture', 'Lost with another picture'],
      sets.map((set) => [
        set.name,
        share(set.frequent.all),
        share(set.withoutPicture.all),
        share(set.shuffled.all),
        share(set.shuffled.drop),
      ]),
    ),
    table(['Set', 'Kind', 'Questions', 'Right'], sets.flatMap(kindCells)),
    ...sets.map(rewordedLine),
    `Calibration error of the confidence about unknown pictures ${number(confidence.error.value)}. Below ${number(confidence.abstainBelow, 2)} the model abstains: it answers ${share(confidence.answered)} of the questions and is right in ${share(confidence.accuracyAnswered)} of these. Questions that are not about the picture, or not in English, left unanswered: ${rate(outside)}.`,
    speed &&
      `One question with its picture takes ${number(speed.medianMilliseconds, 0)} ms (median; 95th percentile ${number(speed.percentile95Milliseconds, 0)} ms) on ${speed.threads} threads.`,
  );

const rewordedLine = ({ name, questions, reworded }: AnswerSetReport): string | null =>
  reworded &&
  `${name}: of ${reworded.count} questions that training has in a set frame ${share(reworded.yes)} are right, of the other ${questions - reworded.count} ${share(reworded.no)}.`;

const kindCells = ({ name, kinds }: AnswerSetReport): (string | number)[][] =>
  kinds.map(({ kind, questions, accuracy }) => [name, kind, questions, share(accuracy)]);

const levels: Readonly<Record<string, Parameters<typeof goalsOf>[1]>> = {
  'VQA-RAD': { floor: 0.58, aim: 0.66, moonshot: 0.72 },
  [KNOWN_PICTURES]: { floor: 0.58, aim: 0.66, moonshot: 0.72 },
  SLAKE: { floor: 0.7, aim: 0.78, moonshot: 0.82 },
  'VQA-Med 2019': { floor: 0.55, aim: 0.624, moonshot: 0.66 },
};

export function answersRows({ sets, confidence, speed }: AnswersReport): OverviewRow[] {
  const slake = sets.find(({ name }) => name === 'SLAKE');
  return [
    ...sets.map((set): OverviewRow => ({
      task: 'VQA',
      metric: `accuracy on ${set.name}, held-out ${set.name === KNOWN_PICTURES ? 'questions' : 'pictures'}`,
      unit: 'share',
      measured: set.all,
      beside: [
        { name: 'most frequent answer', figure: set.frequent.all },
        { name: 'no picture', figure: set.withoutPicture.all },
      ],
      goals: goalsOf(set.all, levels[set.name] ?? {}),
    })),
    ...(slake
      ? [
          {
            task: 'VQA needs the picture',
            metric: 'accuracy lost with shuffled pictures, SLAKE',
            unit: 'share' as const,
            measured: slake.shuffled.drop,
            beside: [],
            goals: goalsOf(slake.shuffled.drop, { floor: 0.1 }),
          },
        ]
      : []),
    {
      task: 'VQA',
      metric: 'calibration error of the confidence',
      unit: 'number',
      measured: confidence.error,
      beside: [],
      goals: [],
    },
    ...(speed
      ? [
          {
            task: 'speed',
            metric: 'one question with its picture, median',
            unit: 'milliseconds' as const,
            measured: plainFigure(speed.medianMilliseconds),
            beside: [],
            goals: [],
          },
        ]
      : []),
  ];
}
