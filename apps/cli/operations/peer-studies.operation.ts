import type { NaturalDataset } from '@wetread/dicom';
import {
  FindAtPeer,
  GetFromPeer,
  MoveFromPeer,
  RequestCommitment,
  SendToPeer,
  StoredObjects,
} from '@wetread/imaging-study';
import { DomainError, studyInstanceUid } from '@wetread/kernel';
import type { Operation } from '../control/operation';
import { atTheConsole } from './console-actor';

export interface FoundStudy {
  studyInstanceUid: string | null;
  studyDate: string | null;
  modalities: string[];
  instances: number | null;
}

export const findAtPeer: Operation<{ aeTitle: string; keys: NaturalDataset }, FoundStudy[]> = {
  name: 'peer.find',
  async run(app, { aeTitle, keys }) {
    const asked = { StudyInstanceUID: null, StudyDate: null, ModalitiesInStudy: null, ...keys };
    const returned = { ...asked, NumberOfStudyRelatedInstances: null };
    const found: FoundStudy[] = [];
    const search = app.get(FindAtPeer, { strict: false });
    for await (const item of search.execute({ aeTitle, level: 'STUDY', keys: returned }))
      found.push({
        studyInstanceUid: item.string('StudyInstanceUID'),
        studyDate: item.string('StudyDate'),
        modalities: item.strings('ModalitiesInStudy'),
        instances: item.number('NumberOfStudyRelatedInstances'),
      });
    return found;
  },
};

export interface Transferred {
  completed: number;
  failed: number;
}

export const getFromPeer: Operation<{ aeTitle: string; study: string; by: 'get' | 'move' }, Transferred> = {
  name: 'peer.get',
  async run(app, { aeTitle, study, by }, progress) {
    const command = {
      aeTitle,
      studyInstanceUid: studyInstanceUid(study),
      onProgress: ({ completed, failed, remaining }: Transferred & { remaining: number }) =>
        progress({ done: completed + failed, total: completed + failed + remaining, label: aeTitle }),
    };
    const { subOperations } =
      by === 'get'
        ? await app.get(GetFromPeer, { strict: false }).execute({ ...command, actor: atTheConsole })
        : await app.get(MoveFromPeer, { strict: false }).execute(command);
    return { completed: subOperations.completed + subOperations.warning, failed: subOperations.failed };
  },
};

class NothingToSend extends DomainError {
  readonly code = 'cli.nothing-to-send';
  readonly status = 'not-found';
}

export const sendToPeer: Operation<
  { aeTitle: string; study: string; commit: boolean },
  Transferred & { commitment: string | null }
> = {
  name: 'peer.send',
  async run(app, { aeTitle, study, commit }, progress) {
    const scope = { studyInstanceUid: studyInstanceUid(study) };
    const instances = await app.get(StoredObjects, { strict: false }).find(scope);
    if (instances.length === 0) throw new NothingToSend(`nothing is stored of the study ${study}`);
    let done = 0;
    const onResult = (): void => progress({ done: (done += 1), total: instances.length, label: aeTitle });
    const statuses = await app.get(SendToPeer, { strict: false }).execute({ aeTitle, instances, onResult });
    const failed = statuses.filter((status) => status.class === 'failure').length;
    const commitment = commit
      ? await app.get(RequestCommitment, { strict: false }).execute({ aeTitle, instances })
      : null;
    return { completed: statuses.length - failed, failed, commitment };
  },
};
