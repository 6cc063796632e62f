import { Module, type DynamicModule } from '@nestjs/common';
import { AuditModule } from '@wetread/audit';
import { ImagingStudyModule } from '@wetread/imaging-study';
import { InferenceModule } from '@wetread/inference';
import { JobsModule, PlatformModule, type Config } from '@wetread/platform';
import { ReportingModule } from '@wetread/reporting';
import { IdentityModule } from '@wetread/identity';

/** Works off events: completes studies, reads films, writes drafts. Needs a PostgreSQL shared with the others. */
@Module({})
export class WorkerModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.forRoot(config),
        AuditModule,
        IdentityModule,
        ImagingStudyModule,
        InferenceModule,
        ReportingModule,
        JobsModule,
      ],
    };
  }
}
