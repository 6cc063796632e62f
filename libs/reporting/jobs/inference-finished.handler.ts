import { Injectable } from '@nestjs/common';
import { INFERENCE_FINISHED, type InferenceFinished } from '@wetread/inference';
import { type EventHandler, HandlesEvent, Logger } from '@wetread/platform';
import { DraftReport } from '../application/draft-report.use-case';

/** Safe to run twice: {@link DraftReport} is keyed by inference. */
@Injectable()
@HandlesEvent(INFERENCE_FINISHED)
export class InferenceFinishedHandler implements EventHandler<InferenceFinished> {
  constructor(
    private readonly draftReport: DraftReport,
    private readonly logger: Logger,
  ) {}

  async handle({ inferenceId, studyInstanceUid, completion }: InferenceFinished): Promise<void> {
    const outcome = await this.draftReport.execute(inferenceId);
    this.logger.info({ inferenceId, studyInstanceUid, completion, outcome }, 'inference reported');
  }
}
