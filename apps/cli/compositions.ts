import { Module, type DynamicModule } from '@nestjs/common';
import { DimseModule } from '@wetread/imaging-study';
import { Hl7Module } from '@wetread/orders';
import { JobsModule, type Config } from '@wetread/platform';
import { ApiModule } from '../api/api.module';

/** What a command needs of the rooms when no server runs: everything but listeners and job handlers. */
@Module({})
export class CliModule {
  static forRoot(config: Config): DynamicModule {
    return { module: CliModule, imports: [ApiModule.forRoot(config)] };
  }
}

/** `wetread serve`: HTTP, DIMSE, HL7 and jobs in one process. */
@Module({})
export class ServeModule {
  static forRoot(config: Config): DynamicModule {
    return { module: ServeModule, imports: [ApiModule.forRoot(config), DimseModule, Hl7Module, JobsModule] };
  }
}
