import { Module } from '@nestjs/common';
import { ImagingStudyModule } from '@wetread/imaging-study';
import { FindPrior } from './application/find-prior';
import { ReadStoredStudy } from './application/read-stored-study';
import { RunInference } from './application/run-inference.use-case';
import { DraftEngines } from './domain/draft-engine';
import { Inferences } from './domain/inference';
import { DraftEngineHost } from './infrastructure/engine/draft-engine-host';
import { InferenceRepository } from './infrastructure/inference.repository';
import { StudyCompletedHandler } from './jobs/study-completed.handler';

/** Reads completed studies where the application has the worker role; elsewhere it only answers for readings. */
@Module({
  imports: [ImagingStudyModule],
  providers: [
    FindPrior,
    ReadStoredStudy,
    RunInference,
    StudyCompletedHandler,
    { provide: DraftEngines, useClass: DraftEngineHost },
    { provide: Inferences, useClass: InferenceRepository },
  ],
  exports: [Inferences, RunInference],
})
export class InferenceModule {}
