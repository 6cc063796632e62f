import { Module, type DynamicModule } from '@nestjs/common';
import { AuditModule } from '@wetread/audit';
import { ImagingStudyModule } from '@wetread/imaging-study';
import { InferenceModule } from '@wetread/inference';
import { OrdersModule } from '@wetread/orders';
import { JobsModule, PlatformModule, ProbesModule, type Config } from '@wetread/platform';
import { ReportingModule } from '@wetread/reporting';
import { RoutingModule } from '@wetread/routing';
import { DeliveryModule } from '@wetread/delivery';
import { IdentityModule } from '@wetread/identity';
import { WorkitemsModule } from '@wetread/workitems';

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
        OrdersModule,
        RoutingModule,
        InferenceModule,
        ReportingModule,
        DeliveryModule,
        WorkitemsModule,
        JobsModule,
        ProbesModule,
      ],
    };
  }
}
