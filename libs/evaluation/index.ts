export {
  EvaluationDataInvalid,
  EvaluationDataMissing,
  EvaluationsApart,
  EvaluationUnusable,
  NothingToMeasure,
  PredictionsUnusable,
} from './data/evaluation-error';
export type { Split } from './data/nih-films';
export { readTally, tallyPage } from './drafts/look/tally';
export { writeLook } from './drafts/look/write-look';
export type { ParityReport } from './parity/measure-parity';
export type { Progress } from './reading/progress';
export { type MeasureName, measureNames } from './measure-table';
export { type Evaluation, recordOf } from './report/evaluation';
export { evaluationJson } from './report/evaluation-json';
export { evaluationMarkdown } from './report/markdown/evaluation';
export { parityPage } from './report/markdown/parity';
export { renewEvaluation, retold, takeEvaluation } from './renew-evaluation';
export { type EvaluationOrder, runEvaluation } from './run-evaluation';
export { type ParityOrder, runParity } from './run-parity';
