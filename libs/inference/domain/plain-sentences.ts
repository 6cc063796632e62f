import type { NihFindingCode } from '@wetread/terminology';
import { deniesTheLungs } from './plan-statements';
import type { Statement } from './reading';

/** As it is written within a sentence. */
const nouns: Readonly<Record<NihFindingCode, string>> = {
  Atelectasis: 'atelectasis',
  Cardiomegaly: 'cardiomegaly',
  Effusion: 'pleural effusion',
  Infiltration: 'infiltrate',
  Mass: 'lung mass',
  Nodule: 'lung nodule',
  Pneumonia: 'pneumonia',
  Pneumothorax: 'pneumothorax',
  Consolidation: 'consolidation',
  Edema: 'pulmonary edema',
  Emphysema: 'emphysema',
  Fibrosis: 'pulmonary fibrosis',
  Pleural_Thickening: 'pleural thickening',
  Hernia: 'hiatal hernia',
};
const hedges = { possible: 'possible', likely: 'probable', definite: '', none: '' } as const;
const comparisons = {
  new: ', new since the prior film',
  unchanged: ', unchanged since the prior film',
  larger: ', increased since the prior film',
  smaller: ', decreased since the prior film',
  resolved: '',
  none: '',
} as const;

/**
 * A statement in fixed words: every slot that a sentence can show is said, and nothing else. What is written where the
 * decoder's words do not read back as asked, and the baseline that it is measured against.
 */
export function plainSentence(statement: Statement): string {
  const { finding, polarity, alsoAbsent, change } = statement;
  if (finding === 'NoFinding') return 'No acute cardiopulmonary abnormality.';
  if (polarity === 'present') return presentSentence(statement);
  if (deniesTheLungs(statement)) return 'The lungs are clear.';
  const denied = [finding, ...alsoAbsent.map((other) => other.finding)].map(nounOf);
  if (change === 'resolved') return `The ${denied[0]} of the prior film has resolved.`;
  return `No ${inList(denied)}.`;
}

function presentSentence({ finding, location: { side, zone }, size, band, change }: Statement): string {
  const words = [
    hedges[band],
    size === 'none' ? '' : size,
    side === 'none' ? '' : side,
    zone === 'none' ? '' : `${zone === 'middle' ? 'mid' : zone} zone`,
    nounOf(finding),
  ];
  const phrase = words.filter((word) => word !== '').join(' ');
  return `${phrase[0]!.toUpperCase()}${phrase.slice(1)}${comparisons[change]}.`;
}

const nounOf = (finding: Statement['finding']): string =>
  (nouns as Readonly<Record<string, string>>)[finding] ?? 'support device';

const inList = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
