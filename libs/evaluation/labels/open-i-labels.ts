import { type FindingMention, labelText } from '@wetread/labeller';
import { z } from 'zod';
import type { DataFolder } from '../data/data-folder';
import { EvaluationDataInvalid } from '../data/evaluation-error';
import { type Figure, figureOf, resampleGroups, type Resamples } from '../measures/bootstrap';
import { microF1 } from '../measures/f-measure';
import { type SpokenCode, spokenFindings } from './spoken-findings';

const FILE = 'text/openi/reports.jsonl';

// 1 present, 0 absent, -1 uncertain; a label that is not named was not mentioned.
const ReportLine = z.object({
  findings: z.string().nullish(),
  impression: z.string().nullish(),
  chexpert: z.record(z.string(), z.number().nullable()).nullish(),
});
type ReportLine = z.infer<typeof ReportLine>;

/** CheXpert's labels that mean what one or two of ours mean. */
const SAME: readonly (readonly [theirs: string, ours: readonly SpokenCode[]])[] = [
  ['Atelectasis', ['Atelectasis']],
  ['Cardiomegaly', ['Cardiomegaly']],
  ['Consolidation', ['Consolidation']],
  ['Edema', ['Edema']],
  ['Pleural Effusion', ['Effusion']],
  ['Pneumonia', ['Pneumonia']],
  ['Pneumothorax', ['Pneumothorax']],
  ['Lung Lesion', ['Mass', 'Nodule']],
  ['Pleural Other', ['Pleural_Thickening']],
  ['Support Devices', ['SupportDevice']],
];

/** Agreement of one label: F1 with theirs in the place of the truth. */
interface LabelAgreement {
  readonly label: string;
  readonly ours: readonly SpokenCode[];
  /** Reports in which theirs is present and ours is. */
  readonly theirsPresent: number;
  readonly oursPresent: number;
  readonly present: Figure;
  readonly absent: Figure;
  readonly uncertain: Figure;
}

/** Agreement with the CheXpert labels of Open-i reports, which are a rule labeller's output too: no truth. */
export interface OpenILabels {
  readonly reports: number;
  readonly labels: readonly LabelAgreement[];
  /** Over all labels together. */
  readonly together: Pick<LabelAgreement, 'present' | 'absent' | 'uncertain'>;
}

type Status = FindingMention['polarity'] | null;

/** `null` where the data folder has no Open-i reports. @throws EvaluationDataInvalid */
export async function openILabels(
  data: DataFolder,
  { rounds, seed, limit }: { readonly rounds: number; readonly seed: number; readonly limit: number },
): Promise<OpenILabels | null> {
  if (!(await data.has(FILE))) return null;
  const lines = (await data.bytes(FILE)).toString('utf8').split('\n');
  const labelled = lines
    .flatMap((line, index) => (line.trim() === '' ? [] : [readLine(data, line, index)]))
    .filter(({ chexpert }) => chexpert);
  const reports = limit > 0 ? labelled.slice(0, limit) : labelled;
  if (reports.length === 0) return null;
  return agreementOf(reports, rounds, seed);
}

function agreementOf(reports: readonly ReportLine[], rounds: number, seed: number): OpenILabels {
  const spoken = reports.map(({ findings, impression }) =>
    spokenFindings(labelText([findings, impression].filter(Boolean).join('\n'))),
  );
  const resamples = resampleGroups(
    reports.map((_, index) => String(index)),
    rounds,
    seed,
  );
  const pairs = SAME.map(([label, ours]) => ({
    label,
    ours,
    theirStatus: reports.map(({ chexpert }) => theirStatus(chexpert?.[label])),
    ourStatus: spoken.map((report) => heaviest(ours.map((code) => report.get(code)?.polarity ?? null))),
  }));
  return {
    reports: reports.length,
    labels: pairs.map(({ label, ours, ...pair }) => ({
      label,
      ours,
      theirsPresent: pair.theirStatus.filter((status) => status === 'present').length,
      oursPresent: pair.ourStatus.filter((status) => status === 'present').length,
      ...agreements([pair], resamples),
    })),
    together: agreements(pairs, resamples),
  };
}

interface Pair {
  readonly theirStatus: readonly Status[];
  readonly ourStatus: readonly Status[];
}

function agreements(pairs: readonly Pair[], resamples: Resamples): OpenILabels['together'] {
  const of = (status: Status): Figure =>
    figureOf(
      microF1(
        pairs.map(({ theirStatus, ourStatus }) => ({
          truth: theirStatus.map((theirs) => theirs === status),
          decided: ourStatus.map((ours) => ours === status),
        })),
      ),
      resamples,
    );
  return { present: of('present'), absent: of('absent'), uncertain: of('uncertain') };
}

const theirStatus = (value: number | null | undefined): Status =>
  value === 1 ? 'present' : value === 0 ? 'absent' : value === -1 ? 'uncertain' : null;

const heaviest = (statuses: readonly Status[]): Status =>
  (['present', 'uncertain', 'absent'] as const).find((status) => statuses.includes(status)) ?? null;

function readLine(data: DataFolder, line: string, index: number): ReportLine {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    raw = undefined;
  }
  const parsed = ReportLine.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new EvaluationDataInvalid(
    data.path(FILE),
    `line ${index + 1} is no report: ${z.prettifyError(parsed.error)}`,
  );
}
