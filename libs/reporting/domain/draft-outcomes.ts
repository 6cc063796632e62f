import type { StudyInstanceUid } from '@wetread/kernel';
import type { ReportSentence } from './report-content';

/** That no draft is made, and why. */
export interface DraftRefusal {
  /** `null` when a rule said so before any model had looked. */
  readonly inferenceId: string | null;
  readonly studyInstanceUid: StudyInstanceUid;
  readonly completion: number;
  readonly code: string;
  readonly reason: string;
  readonly createdAt: Date;
}

/** A draft that came after a person had edited or signed the report: kept beside it for the reader. */
export interface DraftProposal {
  readonly inferenceId: string;
  readonly reportId: string;
  readonly completion: number;
  readonly reason: string;
  readonly sentences: readonly ReportSentence[];
  readonly createdAt: Date;
}

/** What became of inferences that did not make a revision. */
export abstract class DraftOutcomes {
  /** Whether the inference has been dealt with: drafted, refused or proposed. */
  abstract knows(inferenceId: string): Promise<boolean>;
  /** `false` when this very refusal is known already, and nothing was written. */
  abstract refuse(refusal: DraftRefusal): Promise<boolean>;
  abstract propose(proposal: DraftProposal): Promise<void>;
  /** The refusal of the study's latest completion that was refused. */
  abstract latestRefusal(studyInstanceUid: StudyInstanceUid): Promise<DraftRefusal | null>;
  /** The newest proposal made after `since`. */
  abstract latestProposal(reportId: string, since: Date): Promise<DraftProposal | null>;
}
