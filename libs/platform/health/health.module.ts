import { Controller, Get, Module, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public } from '../http/access';
import { Readiness, terminus } from './readiness';

@Controller()
@Public()
class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** Liveness: the event loop answers. */
  @Get('healthz')
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Readiness: 503 with what is down. */
  @Get('readyz')
  async ready(@Res({ passthrough: true }) response: Response): Promise<object | string> {
    const { status, body } = await this.readiness.answer();
    response.status(status);
    return body;
  }
}

/** `GET /healthz` and `GET /readyz`, open to everyone and telling nothing but the state. */
@Module({ imports: [terminus], providers: [Readiness], controllers: [HealthController] })
export class HealthModule {}
