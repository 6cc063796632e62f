import { answersPage, answersRows } from './answers/answers-page';
import { answersHeadlines, measureAnswers } from './answers/measure-answers';
import { comparisonPage, comparisonRows } from './comparison/comparison-page';
import { comparisonHeadlines, measureComparison } from './comparison/measure-comparison';
import { draftsPage } from './drafts/drafts-page';
import { draftsRows } from './drafts/drafts-rows';
import { draftsHeadlines, measureDrafts } from './drafts/measure-drafts';
import { errorsPage } from './errors/errors-page';
import { errorsHeadlines, errorsRows } from './errors/errors-rows';
import { measureErrors } from './errors/measure-errors';
import { evidenceHeadlines, measureEvidence } from './evidence/measure-evidence';
import { findingsHeadlines, measureFindings } from './findings/measure-findings';
import { gateHeadlines, measureGate } from './gate/measure-gate';
import { generationPage, generationRows } from './generation/generation-page';
import { generationHeadlines, measureGeneration } from './generation/measure-generation';
import { labelsPage, labelsRows } from './labels/labels-page';
import { measureLabels } from './labels/measure-labels';
import { evidenceRows, findingsRows, gateRows, retrievalRows, speedRows } from './overview/seeing-rows';
import { evidencePage } from './report/markdown/evidence';
import { findingsPage } from './report/markdown/findings';
import { gatePage } from './report/markdown/gate';
import { retrievalPage } from './report/markdown/retrieval';
import { speedPage } from './report/markdown/speed';
import { type Measure, measureOf } from './report/measure';
import { measureRetrieval, retrievalHeadlines } from './retrieval/measure-retrieval';
import { measureSpeed } from './speed/measure-speed';
import { measureText, textHeadlines } from './text/measure-text';
import { textPage } from './text/text-page';
import { textRows } from './text/text-rows';

/**
 * Every measure of `wetread eval`, in the order of `EVALUATION.md`. A new one is an entry here, and its name one in
 * `apps/cli/evaluation/eval-choices.ts`.
 */
export const measureTable = {
  findings: measureOf({
    of: 'film-reader',
    files: ['encoder'],
    run: measureFindings,
    headlines: findingsHeadlines,
    markdown: findingsPage,
    rows: findingsRows,
  }),
  evidence: measureOf({
    of: 'film-reader',
    files: ['encoder'],
    run: measureEvidence,
    headlines: evidenceHeadlines,
    markdown: evidencePage,
    rows: evidenceRows,
  }),
  comparison: measureOf({
    of: 'film-reader',
    files: ['encoder'],
    run: measureComparison,
    headlines: comparisonHeadlines,
    markdown: comparisonPage,
    rows: comparisonRows,
  }),
  gate: measureOf({
    of: 'film-reader',
    files: ['encoder'],
    run: measureGate,
    headlines: gateHeadlines,
    markdown: gatePage,
    rows: gateRows,
  }),
  retrieval: measureOf({
    of: 'film-reader',
    files: ['encoder', 'text', 'textTokenizer'],
    run: measureRetrieval,
    headlines: retrievalHeadlines,
    markdown: retrievalPage,
    rows: retrievalRows,
  }),
  drafts: measureOf({
    of: 'film-reader',
    run: measureDrafts,
    headlines: draftsHeadlines,
    markdown: draftsPage,
    rows: draftsRows,
  }),
  text: measureOf({
    of: 'film-reader',
    run: measureText,
    headlines: textHeadlines,
    markdown: textPage,
    rows: textRows,
  }),
  generation: measureOf({
    of: 'film-generator',
    run: measureGeneration,
    headlines: generationHeadlines,
    markdown: generationPage,
    rows: generationRows,
  }),
  labels: measureOf({ of: 'rules', run: measureLabels, markdown: labelsPage, rows: labelsRows }),
  errors: measureOf({
    of: 'film-reader',
    run: measureErrors,
    headlines: errorsHeadlines,
    markdown: errorsPage,
    rows: errorsRows,
  }),
  answers: measureOf({
    of: 'question-answerer',
    run: measureAnswers,
    headlines: answersHeadlines,
    markdown: answersPage,
    rows: answersRows,
  }),
  speed: measureOf({ of: 'film-reader', run: measureSpeed, markdown: speedPage, rows: speedRows }),
} as const satisfies Readonly<Record<string, Measure>>;

export type MeasureName = keyof typeof measureTable;

export const measureNames = Object.keys(measureTable) as readonly MeasureName[];
