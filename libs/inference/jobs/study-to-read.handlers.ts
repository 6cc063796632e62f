import { Injectable } from '@nestjs/common';
import { StudyNotFound } from '@wetread/imaging-study';
import { type EventHandler, HandlesEvent, Logger } from '@wetread/platform';
import { studyToRead, type StudyToRead } from '@wetread/routing';
import { ReadingOrder } from '../application/reading-order';
import { RunInference } from '../application/run-inference.use-case';

/** Safe to run twice: {@link RunInference} is keyed by study x completion x model. */
@Injectable()
abstract class StudyToReadHandler implements EventHandler<StudyToRead> {
  constructor(
    private readonly runInference: RunInference,
    private readonly order: ReadingOrder,
    private readonly logger: Logger,
  ) {}

  async handle(payload: StudyToRead): Promise<void> {
    const { lane } = payload;
    const { studyInstanceUid, completion } = payload;
    try {
      const { id, reading } = await this.order.run(lane, () => this.runInference.execute(payload));
      const { status, refusal, milliseconds } = reading;
      this.logger.info(
        { inferenceId: id, studyInstanceUid, completion, lane, status, refusal: refusal?.code, milliseconds },
        'study read',
      );
    } catch (error) {
      if (!(error instanceof StudyNotFound)) throw error;
      this.logger.info({ studyInstanceUid, completion, lane }, 'a study that was deleted is not read');
    }
  }
}

@Injectable()
@HandlesEvent(studyToRead('urgent'))
export class UrgentStudyHandler extends StudyToReadHandler {}

@Injectable()
@HandlesEvent(studyToRead('routine'))
export class RoutineStudyHandler extends StudyToReadHandler {}

@Injectable()
@HandlesEvent(studyToRead('off-peak'))
export class OffPeakStudyHandler extends StudyToReadHandler {}
