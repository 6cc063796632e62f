/** Which event channel of each subscriber is its newest, over all processes that hold channels. */
export abstract class ChannelRegister {
  /** From now on this channel is the subscriber's. */
  abstract open(subscriber: string, channel: string, at: Date): Promise<void>;
  /** The newest channel by subscriber. */
  abstract newest(subscribers: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
