import { Injectable } from '@nestjs/common';
import { DomainError } from '@wetread/kernel';
import { Logger } from '@wetread/platform';
import { Destinations } from '../domain/destinations';
import { outcome, type Outcome } from '../domain/outcome';
import { Transports } from './transports';

export interface TestedDestination {
  readonly reachable: boolean;
  readonly code: string;
  readonly milliseconds: number;
}

/** Asks a destination whether it is there; changes and delivers nothing. */
@Injectable()
export class TestDestination {
  constructor(
    private readonly destinations: Destinations,
    private readonly transports: Transports,
    private readonly logger: Logger,
  ) {}

  /** @throws DestinationNotFound */
  async execute(id: string): Promise<TestedDestination> {
    const { target, timeoutSeconds } = await this.destinations.find(id);
    const began = performance.now();
    const { kind, code } = await this.transports
      .of(target.kind)
      .test(target, timeoutSeconds * 1000)
      .catch((error: unknown) => this.failure(id, error));
    return { reachable: kind === 'accepted', code, milliseconds: Math.round(performance.now() - began) };
  }

  private failure(destinationId: string, error: unknown): Outcome {
    if (error instanceof DomainError) return outcome('unavailable', error.code);
    this.logger.error({ error, destinationId }, 'a destination could not be tested');
    return outcome('unavailable', 'delivery.internal');
  }
}
