import { Injectable } from '@nestjs/common';
import { Database } from '@wetread/platform';
import { ChannelRegister } from '../domain/channel-register';

const OPEN = `insert into workitem_channels (subscriber, channel, opened_at) values ($1, $2, $3)
  on conflict (subscriber) do update set channel = excluded.channel, opened_at = excluded.opened_at`;
const NEWEST = 'select subscriber, channel from workitem_channels where subscriber = any($1)';

@Injectable()
export class ChannelRegisterRepository extends ChannelRegister {
  constructor(private readonly database: Database) {
    super();
  }

  async open(subscriber: string, channel: string, at: Date): Promise<void> {
    await this.database.manager().query(OPEN, [subscriber, channel, at]);
  }

  async newest(subscribers: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database
      .manager()
      .query<{ subscriber: string; channel: string }[]>(NEWEST, [subscribers]);
    return new Map(rows.map(({ subscriber, channel }) => [subscriber, channel]));
  }
}
