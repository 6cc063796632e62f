import {
  ApplicationEntities,
  type ApplicationEntity,
  EchoPeer,
  RemoveApplicationEntity,
  SaveApplicationEntity,
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
