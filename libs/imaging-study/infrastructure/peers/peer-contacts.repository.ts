import { Injectable } from '@nestjs/common';
import { Database } from '@wetread/platform';
import {
  type PeerCall,
  type PeerContact,
  PeerContacts,
  type PeerRefusal,
} from '../../domain/peers/peer-contacts';
import { storableText } from '../../domain/storable-json';

interface Row {
  ae_title: string;
  seen_at: Date | null;
  seen_address: string | null;
  refused_at: Date | null;
  refused_address: string | null;
  refused_because: PeerRefusal | null;
}

/** Titles that anybody may invent: so many are kept, the latest. */
const STRANGERS = 100;

const SAVE = `insert into application_entity_contacts as known
    (ae_title, seen_at, seen_address, refused_at, refused_address, refused_because, heard_at)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (ae_title) do update set
    seen_at = coalesce(excluded.seen_at, known.seen_at),
    seen_address = coalesce(excluded.seen_address, known.seen_address),
    refused_at = coalesce(excluded.refused_at, known.refused_at),
    refused_address = coalesce(excluded.refused_address, known.refused_address),
    refused_because = coalesce(excluded.refused_because, known.refused_because),
    heard_at = excluded.heard_at`;

const FORGET_STRANGERS = `delete from application_entity_contacts where ae_title in (
  select contact.ae_title from application_entity_contacts contact
  left join application_entities entity using (ae_title) where entity.ae_title is null
  order by contact.heard_at desc offset ${STRANGERS})`;

@Injectable()
export class PeerContactsRepository extends PeerContacts {
  constructor(private readonly database: Database) {
    super();
  }

  async record(calls: readonly PeerCall[]): Promise<void> {
    await this.database.transaction(async () => {
      const manager = this.database.manager();
      // In one order, so that two processes do not wait for each other.
      for (const { aeTitle, address, at, refused } of calls.toSorted(byTitle)) {
        const seen = refused === null ? [at, address] : [null, null];
        const turnedAway = refused === null ? [null, null, null] : [at, address, refused];
        await manager.query(SAVE, [storableText(aeTitle), ...seen, ...turnedAway, at]);
      }
      await manager.query(FORGET_STRANGERS);
    });
  }

  async list(): Promise<PeerContact[]> {
    const rows = await this.database
      .manager()
      .query<Row[]>('select * from application_entity_contacts order by heard_at desc, ae_title');
    return rows.map(contactOf);
  }
}

const byTitle = (a: PeerCall, b: PeerCall): number => (a.aeTitle < b.aeTitle ? -1 : 1);

const contactOf = (row: Row): PeerContact => ({
  aeTitle: row.ae_title,
  seen: row.seen_at && { at: row.seen_at, address: row.seen_address ?? '' },
  refused:
    row.refused_at && row.refused_because
      ? { at: row.refused_at, address: row.refused_address ?? '', because: row.refused_because }
      : null,
});
