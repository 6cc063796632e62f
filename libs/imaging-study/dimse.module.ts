import { Module } from '@nestjs/common';
import { DimseListener } from './dimse/dimse-listener';
import { ImagingStudyModule } from './imaging-study.module';

/** The DIMSE gateway: Verification and Storage SCP. Import it in the one process that owns the port. */
@Module({
  imports: [ImagingStudyModule],
  providers: [DimseListener],
  exports: [DimseListener],
})
export class DimseModule {}
