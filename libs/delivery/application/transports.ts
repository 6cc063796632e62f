import type { DestinationKind } from '../domain/delivery-format';
import type { Transport } from '../domain/transport';

/** The transport of each kind of destination. */
export class Transports {
  private readonly byKind: ReadonlyMap<DestinationKind, Transport>;

  constructor(transports: readonly Transport[]) {
    this.byKind = new Map(transports.map((transport) => [transport.kind, transport]));
  }

  of(kind: DestinationKind): Transport {
    const transport = this.byKind.get(kind);
    if (!transport) throw new Error(`no transport is provided for destinations of kind ${kind}`);
    return transport;
  }
}
