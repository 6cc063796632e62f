import {
  ApplicationEntities,
  type ApplicationEntity,
  EchoPeer,
  RemoveApplicationEntity,
  SaveApplicationEntity,
  type StorageCommitment,
  StorageCommitments,
} from '@wetread/imaging-study';
import type { Operation } from '../control/operation';
import { atTheConsole } from './console-actor';

export const addPeer: Operation<ApplicationEntity, ApplicationEntity> = {
  name: 'peer.add',
  run: (app, entity) => app.get(SaveApplicationEntity, { strict: false }).execute(entity, atTheConsole),
};

export const listPeers: Operation<Record<string, never>, ApplicationEntity[]> = {
  name: 'peer.list',
  run: (app) => app.get(ApplicationEntities, { strict: false }).list(),
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
