/** Names of the destinations that have not retired. */
type NamesDestinations = () => Promise<readonly string[]>;

/**
 * The destinations that a rule may name. They belong to the room that delivers, which lies above this one and registers
 * when it starts.
 */
export class KnownDestinations {
  private source: NamesDestinations | null = null;

  register(source: NamesDestinations): void {
    this.source = source;
  }

  /** `null` where nothing is delivered and any name will do. */
  async names(): Promise<readonly string[] | null> {
    return this.source && this.source();
  }
}
