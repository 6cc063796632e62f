import { Injectable, type NestMiddleware } from '@nestjs/common';
import { AcknowledgeEarly } from '../application/intake/acknowledge-early';

/** Whoever asks after an instance was acknowledged finds it: a request waits until what was answered before has been filed. */
@Injectable()
export class SettleIntake implements NestMiddleware {
  constructor(private readonly early: AcknowledgeEarly) {}

  async use(_request: unknown, _response: unknown, next: () => void): Promise<void> {
    const settled = this.early.settled();
    if (settled) await settled;
    next();
  }
}
