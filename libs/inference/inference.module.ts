import { Module } from '@nestjs/common';
import { ImagingStudyModule } from '@wetread/imaging-study';
import { FindPrior } from './application/find-prior';
import { ReadStoredStudy } from './application/read-stored-study';
import { ReadingOrder } from './application/reading-order';
import { RunInference } from './application/run-inference.use-case';
import { DraftEngines } from './domain/draft-engine';
import { Inferences } from './domain/inference';
import { DraftEngineHost } from './infrastructure/engine/draft-engine-host';
import { InferenceRepository } from './infrastructure/inference.repository';
import { InstalledFilmReadersModule } from './infrastructure/model/installed-film-readers';
import { OffPeakStudyHandler, RoutineStudyHandler, UrgentStudyHandler } from './jobs/study-to-read.handlers';

/** Reads the studies that are routed here where the application has the worker role; elsewhere it only answers for readings. */
@Module({
  imports: [ImagingStudyModule, InstalledFilmReadersModule],
  providers: [
    FindPrior,
    ReadStoredStudy,
    RunInference,
    OffPeakStudyHandler,
    ReadingOrder,
    RoutineStudyHandler,
    UrgentStudyHandler,
    { provide: DraftEngines, useClass: DraftEngineHost },
    { provide: Inferences, useClass: InferenceRepository },
  ],
  exports: [Inferences, RunInference],
})
export class InferenceModule {}
