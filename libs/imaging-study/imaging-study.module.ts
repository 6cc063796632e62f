import { Module } from '@nestjs/common';
import { CompleteStudy } from './application/complete-study.use-case';
import { FinishSending } from './application/finish-sending';
import { StoreInstances } from './application/store-instances.use-case';
import { Quarantine } from './domain/quarantine';
import { SendingRegistry } from './domain/sending-registry';
import { Studies } from './domain/studies';
import { FrameController } from './http/frame.controller';
import { QuarantineController } from './http/quarantine.controller';
import { StowController } from './http/stow.controller';
import { StudyController } from './http/study.controller';
import { imagingStudyProviders } from './imaging-study.providers';

/** Receives, keeps and completes studies; STOW-RS and the reading room's pictures over HTTP. */
@Module({
  controllers: [StowController, StudyController, FrameController, QuarantineController],
  providers: imagingStudyProviders,
  exports: [CompleteStudy, FinishSending, Quarantine, SendingRegistry, StoreInstances, Studies],
})
export class ImagingStudyModule {}
