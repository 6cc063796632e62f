import { Controller, Get, Module } from '@nestjs/common';
import {
  HealthCheckService,
  HealthIndicatorService,
  TerminusModule,
  type HealthCheckResult,
} from '@nestjs/terminus';
import { Database } from '../database/database';
import { Public } from '../http/access';

@Controller()
@Public()
class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly database: Database,
  ) {}

  /** Liveness: the event loop answers. */
  @Get('healthz')
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Readiness: the database answers as well; 503 when it does not. */
  @Get('readyz')
  ready(): Promise<HealthCheckResult> {
    return this.health.check([() => this.databaseAnswers()]);
  }

  private async databaseAnswers() {
    const indicator = this.indicators.check('database');
    try {
      await this.database.manager().query('SELECT 1');
      return indicator.up();
    } catch {
      return indicator.down();
    }
  }
}

/** `GET /healthz` and `GET /readyz`, open to everyone and telling nothing but the state. */
@Module({ imports: [TerminusModule.forRoot({ logger: false })], controllers: [HealthController] })
export class HealthModule {}
