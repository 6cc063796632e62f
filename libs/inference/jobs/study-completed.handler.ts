import { Injectable } from '@nestjs/common';
import { STUDY_COMPLETED, type StudyCompleted } from '@wetread/imaging-study';
import { type EventHandler, HandlesEvent, Logger } from '@wetread/platform';
import { RunInference } from '../application/run-inference.use-case';

/** Safe to run twice: {@link RunInference} is keyed by study x completion x model. */
@Injectable()
@HandlesEvent(STUDY_COMPLETED)
export class StudyCompletedHandler implements EventHandler<StudyCompleted> {
  constructor(
    private readonly runInference: RunInference,
    private readonly logger: Logger,
  ) {}

  async handle(payload: StudyCompleted): Promise<void> {
    const { id, studyInstanceUid, completion, reading } = await this.runInference.execute(payload);
    const { status, refusal, milliseconds } = reading;
    this.logger.info(
      { inferenceId: id, studyInstanceUid, completion, status, refusal: refusal?.code, milliseconds },
      'study read',
    );
  }
}
