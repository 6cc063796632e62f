/** Where the embedded database runs, as the rest of the process sees it: PostgreSQL's wire protocol and little else. */
export interface DatabaseHost {
  /** Wire protocol messages in, the answer to all of them out; asked again before it is there, answers keep the order. */
  exchange(messages: Uint8Array): Promise<Uint8Array>;
  /** What NOTIFY tells the sessions of this process. Returns what ends it. */
  onNotification(listener: NotificationListener): () => void;
  /** The data directory as an uncompressed tar file. */
  dump(): Promise<Uint8Array>;
  /** Writes everything out and ends the database. Safe to call twice. */
  close(): Promise<void>;
}

export type NotificationListener = (channel: string, payload: string) => void;
