import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import {
  HealthCheckService,
  HealthIndicatorService,
  TerminusModule,
  type HealthCheckResult,
} from '@nestjs/terminus';
import { Database } from '../database/database';
import { DiskReserve } from '../disk/disk-reserve';

/** What Terminus needs; its own log lines would repeat what the answer says. */
export const terminus = TerminusModule.forRoot({ logger: false });

/** Whether this process can do its work now. */
@Injectable()
export class Readiness {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly database: Database,
    private readonly disk: DiskReserve,
  ) {}

  /** 200, or 503 with what is down. */
  async answer(): Promise<{ status: 200 | 503; body: object | string }> {
    try {
      return { status: 200, body: await this.check() };
    } catch (error) {
      const known = error instanceof ServiceUnavailableException;
      return { status: 503, body: known ? error.getResponse() : { status: 'error' } };
    }
  }

  private check(): Promise<HealthCheckResult> {
    return this.health.check([() => this.databaseAnswers(), () => this.diskHasRoom()]);
  }

  /** Without it studies are refused; whoever watches is to know before the senders do. */
  private diskHasRoom() {
    const indicator = this.indicators.check('disk');
    return this.disk.hasRoom ? indicator.up() : indicator.down();
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
