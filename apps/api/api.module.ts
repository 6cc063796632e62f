import { Module, type DynamicModule } from '@nestjs/common';
import { AuditModule } from '@wetread/audit';
import { DeliveryModule } from '@wetread/delivery';
import { IdentityModule } from '@wetread/identity';
import { ImagingStudyModule } from '@wetread/imaging-study';
import { InferenceModule } from '@wetread/inference';
import { InsightsModule } from '@wetread/insights';
import { OrdersModule } from '@wetread/orders';
import { HealthModule, PlatformModule, type Config } from '@wetread/platform';
import { ReportingModule } from '@wetread/reporting';
import { WorkitemsModule } from '@wetread/workitems';
import { RoutingModule } from '@wetread/routing';

/** Every room with its routes; drafts nothing by itself (see `apps/worker`). */
@Module({})
export class ApiModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PlatformModule.forRoot(config),
        HealthModule,
        AuditModule,
        IdentityModule,
        ImagingStudyModule,
        OrdersModule,
        RoutingModule,
        InferenceModule,
        ReportingModule,
        DeliveryModule,
        InsightsModule,
        WorkitemsModule,
      ],
    };
  }
}
