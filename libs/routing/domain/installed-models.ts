/** The film readers that a rule may name; the room that reads films knows them. */
export abstract class InstalledModels {
  /** Each as `name@version`. */
  abstract filmReaders(): Promise<readonly string[]>;
}
