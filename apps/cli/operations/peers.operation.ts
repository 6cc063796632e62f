import type { PeerContact } from '@wetread/contracts';
import {
  ApplicationEntities,
  type ApplicationEntity,
  contactBody,
  EchoPeer,
  PeerContacts,
  RemoveApplicationEntity,
  SaveApplicationEntity,
  type StorageCommitment,
  StorageCommitments,
} from '@wetread/imaging-study';
import type { ListedPeer } from '../commands/peer-words';
import type { Operation } from '../control/operation';
import { atTheConsole } from './console-actor';

export const addPeer: Operation<ApplicationEntity, ApplicationEntity> = {
  name: 'peer.add',
  run: (app, entity) => app.get(SaveApplicationEntity, { strict: false }).execute(entity, atTheConsole),
};

export const listPeers: Operation<Record<string, never>, ListedPeer[]> = {
  name: 'peer.list',
  async run(app) {
    const peers = await app.get(ApplicationEntities, { strict: false }).list();
    const contacts = await app.get(PeerContacts, { strict: false }).list();
    const heard = new Map(contacts.map(contactBody).map((contact) => [contact.aeTitle, contact]));
    return peers.map((peer) => {
      const { seen = null, refused = null } = heard.get(peer.aeTitle) ?? {};
      return { ...peer, seen, refused };
    });
  },
};

/** Whoever has called and is not registered, the latest first. */
export const listStrangers: Operation<Record<string, never>, PeerContact[]> = {
  name: 'peer.strangers',
  async run(app) {
    const peers = await app.get(ApplicationEntities, { strict: false }).list();
    const known = new Set(peers.map(({ aeTitle }) => aeTitle));
    const contacts = await app.get(PeerContacts, { strict: false }).list();
    return contacts.filter(({ aeTitle }) => !known.has(aeTitle)).map(contactBody);
  },
};

export const removePeer: Operation<{ aeTitle: string }, null> = {
  name: 'peer.remove',
  async run(app, { aeTitle }) {
    await app.get(RemoveApplicationEntity, { strict: false }).execute(aeTitle, atTheConsole);
    return null;
  },
};

export const echoPeer: Operation<{ aeTitle: string }, { dicomStatus: number; milliseconds: number }> = {
  name: 'peer.echo',
  async run(app, { aeTitle }) {
    const { status, milliseconds } = await app.get(EchoPeer, { strict: false }).execute(aeTitle);
    return { dicomStatus: status.code, milliseconds: Math.round(milliseconds) };
  },
};

export interface ListedCommitment extends Pick<
  StorageCommitment,
  'id' | 'direction' | 'aeTitle' | 'state' | 'failed'
> {
  instances: number;
  requestedAt: string;
}

export const listCommitments: Operation<{ state?: StorageCommitment['state'] }, ListedCommitment[]> = {
  name: 'peer.commitments',
  async run(app, { state }) {
    const page = await app.get(StorageCommitments, { strict: false }).page({ state, limit: 500 });
    return page.map(({ id, direction, aeTitle, state: now, failed, referenced, requestedAt }) => ({
      id,
      direction,
      aeTitle,
      state: now,
      failed,
      instances: referenced.length,
      requestedAt: requestedAt.toISOString(),
    }));
  },
};
