import type { PhantomFinding, PhantomFindingCode, PhantomView } from './phantom-finding';
import type { RandomStream } from './random';

/** Sentences that are true of the drawn film, in reading order. */
export interface GroundTruthReport {
  findings: string[];
  impression: string[];
}

type Phrase = (finding: PhantomFinding) => { finding: string; impression: string };

const sizeWord = { small: 'small', moderate: 'moderate', large: 'large', none: 'moderate' } as const;
const degreeWord = { small: 'mild', moderate: 'moderate', large: 'marked', none: 'moderate' } as const;

function where(finding: PhantomFinding): string {
  const zone = finding.zone === 'middle' ? 'mid' : finding.zone;
  if (finding.side === 'bilateral')
    return finding.zone === 'none' ? 'in both lungs' : `in both ${zone} zones`;
  return finding.zone === 'none' ? `in the ${finding.side} lung` : `in the ${finding.side} ${zone} zone`;
}

function sided(finding: PhantomFinding): string {
  return finding.side === 'bilateral' ? 'bilateral' : `${finding.side}`;
}

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}

function opacity(kind: string): Phrase {
  return (f) => ({
    finding: `There is a ${sizeWord[f.size]} ${kind} ${where(f)}.`,
    impression: sentence(`${kind} ${where(f)}`),
  });
}

const deviceWord = {
  'central-line': 'central venous line with its tip over the superior vena cava',
  pacemaker: 'pacemaker with its lead over the right ventricle',
  'endotracheal-tube': 'endotracheal tube with its tip above the carina',
} as const;

const phrases: Record<PhantomFindingCode, Phrase> = {
  Atelectasis: (f) => ({
    finding: `Linear opacities ${where(f)} are in keeping with plate atelectasis.`,
    impression: sentence(`plate atelectasis ${where(f)}`),
  }),
  Cardiomegaly: (f) => ({
    finding: `The cardiac silhouette is enlarged to a ${degreeWord[f.size]} degree.`,
    impression: sentence(`${degreeWord[f.size]} cardiomegaly`),
  }),
  Effusion: (f) => ({
    finding: sentence(
      `${sizeWord[f.size]} ${sided(f)} pleural effusion${f.side === 'bilateral' ? 's' : ''} with a meniscus`,
    ),
    impression: sentence(
      `${sizeWord[f.size]} ${sided(f)} pleural effusion${f.side === 'bilateral' ? 's' : ''}`,
    ),
  }),
  Infiltration: opacity('ill-defined infiltrate'),
  Mass: opacity('lobulated mass'),
  Nodule: opacity('round nodule'),
  Pneumonia: opacity('patchy opacity suggesting pneumonia'),
  Pneumothorax: (f) => ({
    finding: `A pleural line is seen on the ${f.side} with no lung markings beyond it: ${sizeWord[f.size]} pneumothorax.`,
    impression: sentence(`${sizeWord[f.size]} ${f.side} pneumothorax`),
  }),
  Consolidation: opacity('consolidation with air bronchograms'),
  Edema: (f) => ({
    finding: `Perihilar haze and septal lines on both sides indicate ${degreeWord[f.size]} pulmonary edema.`,
    impression: sentence(`${degreeWord[f.size]} pulmonary edema`),
  }),
  Emphysema: (f) => ({
    finding: 'The lungs are hyperinflated with flattened hemidiaphragms.',
    impression: sentence(`${degreeWord[f.size]} emphysema`),
  }),
  Fibrosis: (f) => ({
    finding: `Coarse reticular markings ${where(f)} suggest fibrosis.`,
    impression: sentence(`pulmonary fibrosis ${where(f)}`),
  }),
  Pleural_Thickening: (f) => ({
    finding: `There is ${degreeWord[f.size]} pleural thickening along the ${f.side} chest wall.`,
    impression: sentence(`${f.side} pleural thickening`),
  }),
  Hernia: (f) => ({
    finding: `A ${sizeWord[f.size]} retrocardiac shadow with an air-fluid level is seen.`,
    impression: sentence(`${sizeWord[f.size]} hiatal hernia`),
  }),
  SupportDevice: (f) => {
    const side = f.side === 'left' || f.side === 'right' ? `${f.side} ` : '';
    const text = `${side}${deviceWord[f.device ?? 'central-line']}`;
    return { finding: sentence(text), impression: sentence(`${text} in place`) };
  },
};

const negatives: readonly { unless: readonly PhantomFindingCode[]; choices: readonly string[] }[] = [
  {
    unless: ['Cardiomegaly'],
    choices: ['The heart size is normal.', 'The cardiac silhouette is not enlarged.'],
  },
  { unless: ['Effusion'], choices: ['There is no pleural effusion.', 'The costophrenic angles are sharp.'] },
  { unless: ['Pneumothorax'], choices: ['There is no pneumothorax.', 'No pneumothorax is seen.'] },
  {
    unless: [
      'Consolidation',
      'Pneumonia',
      'Infiltration',
      'Mass',
      'Nodule',
      'Edema',
      'Atelectasis',
      'Fibrosis',
    ],
    choices: ['The lungs are clear.', 'No focal lung opacity is seen.'],
  },
];

export function groundTruthReport(
  findings: readonly PhantomFinding[],
  view: PhantomView,
  random: RandomStream,
): GroundTruthReport {
  const positive = findings.map((finding) => phrases[finding.code](finding));
  const drawn = new Set(findings.map((finding) => finding.code));
  const absent = negatives.flatMap(({ unless, choices }) => {
    const choice = random.pick(choices);
    return unless.some((code) => drawn.has(code)) ? [] : [choice];
  });
  const technique = view === 'AP' ? 'Portable frontal view of the chest.' : 'Frontal view of the chest.';
  return {
    findings: [technique, ...positive.map((phrase) => phrase.finding), ...absent],
    impression:
      positive.length > 0
        ? positive.map((phrase) => phrase.impression)
        : ['No acute cardiopulmonary abnormality.'],
  };
}
