import { Injectable, type OnModuleInit } from '@nestjs/common';
import { KnownDestinations } from '@wetread/routing';
import { Destinations } from '../domain/destinations';

/** Tells the room of the rules which destinations they may name. */
@Injectable()
export class TellDestinations implements OnModuleInit {
  constructor(
    private readonly known: KnownDestinations,
    private readonly destinations: Destinations,
  ) {}

  onModuleInit(): void {
    this.known.register(async () => (await this.destinations.list()).map(({ name }) => name));
  }
}
