import { freeSentence } from '@wetread/reporting';
import { z } from 'zod';
import type { DataFolder } from '../data/data-folder';
import { EvaluationDataInvalid, NothingToMeasure } from '../data/evaluation-error';
import type { Split } from '../data/nih-films';
import { thin } from '../data/thin';
import type { FaithfulDraft } from './faithful-draft';
import { findingsOfHeadings } from './mesh-findings';

const FILE = 'text/openi/reports.jsonl';

const Line = z.object({
  uid: z.number(),
  findings: z.string().nullable(),
  impression: z.string().nullable(),
  comparison: z.string().nullable(),
  mesh_major: z.array(z.string()),
  chexpert: z.record(z.string(), z.number()).nullable(),
  r2gen_split: z.string().nullable(),
});
type Line = z.infer<typeof Line>;

/** Who says what a report finds: the coders alone, or the coders where CheXpert's labeller agrees. */
export type Reference = 'coders' | 'agreed';

/**
 * Reports that radiologists wrote (Open-i, Indiana University), split as R2Gen (Chen et al., EMNLP 2020) does, as if
 * a radiologist had typed each over a draft. Reports that nobody coded are left out.
 * @throws EvaluationDataMissing, EvaluationDataInvalid, NothingToMeasure
 */
export async function readWrittenReports(
  data: DataFolder,
  split: Split,
  limit: number,
  reference: Reference,
): Promise<FaithfulDraft[]> {
  const text = (await data.bytes(FILE)).toString('utf8');
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parseLine(data.path(FILE), line))
    .filter((line) => line.r2gen_split === split && !line.mesh_major.includes('No Indexing'));
  if (lines.length === 0) throw new NothingToMeasure('errors', `no report of the split ${split}`);
  return thin(lines, limit).map((line) => draftOf(line, reference));
}

function parseLine(path: string, line: string): Line {
  try {
    return Line.parse(JSON.parse(line));
  } catch {
    throw new EvaluationDataInvalid(path, 'a line is not a report');
  }
}

function draftOf(line: Line, reference: Reference): FaithfulDraft {
  const typed = [
    ...sentencesOf(line.findings).map((text) => ({ section: 'findings' as const, text })),
    ...sentencesOf(line.impression).map((text) => ({ section: 'impression' as const, text })),
  ];
  return {
    id: `report ${line.uid}`,
    group: String(line.uid),
    author: 'person',
    sentences: typed.map(({ section, text }, index) =>
      freeSentence({ id: String(index + 1), section, text, author: 'person' }),
    ),
    film: {
      findings: findingsOfHeadings(line.mesh_major, reference === 'agreed' ? line.chexpert : null),
      hasPrior: hadPrior(line.comparison),
    },
  };
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
/** Sentences; numbers of a list are dropped. */
const sentencesOf = (text: string | null): string[] =>
  [...segmenter.segment(text ?? '')]
    .map(({ segment }) => segment.trim())
    .filter((segment) => /[a-z]{2}/i.test(segment));

/** Where the field is empty nobody knows: then no comparison is called false. */
const hadPrior = (comparison: string | null): boolean =>
  comparison === null || !/\bnone\b|\bno\b|\bnot? available|\bn\/a\b/i.test(comparison);
