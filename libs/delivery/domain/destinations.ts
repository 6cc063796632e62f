import type { DeliveryState } from './delivery-state';
import type { Destination, DestinationHealth, DestinationSettings } from './destination';

/** How many deliveries a destination has in each state; those at zero are left out. */
export type DeliveryCounts = Partial<Record<DeliveryState, number>>;

/** How destinations are kept. */
export abstract class Destinations {
  /** Those that have not retired, by name; or all that there ever were. */
  abstract list(which?: 'all'): Promise<Destination[]>;
  /** @throws DestinationNotFound */
  abstract find(id: string): Promise<Destination>;
  /**
   * Holds the destination until the transaction ends: its lane is planned, claimed and settled by one at a time.
   * @throws DestinationNotFound
   */
  abstract lock(id: string): Promise<Destination>;
  /** @throws DestinationNameTaken */
  abstract add(destination: Destination, at: Date): Promise<void>;
  /** @throws DestinationNameTaken */
  abstract change(id: string, settings: DestinationSettings, at: Date): Promise<void>;
  abstract retire(id: string, at: Date): Promise<void>;
  abstract saveHealth(id: string, health: DestinationHealth): Promise<void>;
  abstract counts(id?: string): Promise<ReadonlyMap<string, DeliveryCounts>>;
}
