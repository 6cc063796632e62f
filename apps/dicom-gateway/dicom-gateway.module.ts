import { Module, type DynamicModule } from '@nestjs/common';
import { AuditModule } from '@wetread/audit';
import { IdentityModule } from '@wetread/identity';
import { DimseModule } from '@wetread/imaging-study';
import { Hl7Module } from '@wetread/orders';
import { PlatformModule, ProbesModule, type Config } from '@wetread/platform';

/** The listeners alone: DIMSE, and HL7 when a port is configured. Needs a PostgreSQL and a blob store shared with the others. */
@Module({})
export class DicomGatewayModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: DicomGatewayModule,
      imports: [
        PlatformModule.forRoot(config),
        AuditModule,
        IdentityModule,
        DimseModule,
        Hl7Module,
        ProbesModule,
      ],
    };
  }
}
