import { wrapPart10 } from '@wetread/dicom';
import { DomainError, isUid } from '@wetread/kernel';
import type { StoreInstances } from '../application/store-instances.use-case';
import type { IncomingInstance } from '../domain/incoming';
import type { Sender } from '../domain/sending-registry';
import { dicomStatusOf } from '../domain/status-of-error';
import { AnnouncedOtherwise, ObjectTooLarge } from '../domain/store-errors';
import type { StoreAnswer, StoreRequest } from './storage-scp';

/** The data set in a Part 10 wrapper, as `StoreInstances` takes it; the data set's own bytes stay as sent. */
function incomingOf(request: StoreRequest, limit: number): IncomingInstance {
  const { dataSet, sopClassUid, sopInstanceUid, transferSyntaxUid, callingAeTitle } = request;
  const name = sopInstanceUid;
  if (!dataSet) return { name, error: new ObjectTooLarge(limit) };
  if (!isUid(sopClassUid)) return { name, error: new AnnouncedOtherwise('SOPClassUID') };
  if (!isUid(sopInstanceUid)) return { name, error: new AnnouncedOtherwise('SOPInstanceUID') };
  const bytes = wrapPart10({
    dataset: dataSet,
    transferSyntaxUid,
    sopClassUid,
    sopInstanceUid,
    sourceAeTitle: callingAeTitle,
  });
  return { name, bytes, announced: { sopClassUid, sopInstanceUid } };
}

async function* only(instance: IncomingInstance): AsyncGenerator<IncomingInstance> {
  yield instance;
}

/** Stores one C-STORE request and answers with its status (PS3.4 B.2.3). */
export async function storeOne(
  storeInstances: StoreInstances,
  request: StoreRequest,
  sender: Sender,
  limit: number,
): Promise<StoreAnswer> {
  try {
    const [result] = await storeInstances.execute({
      source: { kind: 'dimse', peer: request.callingAeTitle },
      sender,
      instances: only(incomingOf(request, limit)),
    });
    if (!result) throw new RangeError('one instance went in and no result came out');
    return { dicomStatus: result.dicomStatus, comment: result.code ?? '' };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { dicomStatus: dicomStatusOf(error), comment: error.code };
  }
}
