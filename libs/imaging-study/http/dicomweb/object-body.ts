import { assertTranscodable, transcodeDataSet, wrapPart10 } from '@wetread/dicom';
import type { StoredObject } from '../../domain/query/stored-objects';

/** A Part 10 file as it is given; its length is known where the stored bytes are. */
export interface ObjectBody {
  length: number | null;
  read(): AsyncIterable<Uint8Array>;
}

/**
 * A stored object in a transfer syntax: byte for byte when it is stored so, else transcoded on the way.
 * @throws TranscodingImpossible
 */
export function objectBody(object: StoredObject, syntax: string): ObjectBody {
  if (syntax === object.transferSyntaxUid)
    return { length: object.instance.bytes, read: () => object.part10() };
  assertTranscodable(object.header, syntax);
  return { length: null, read: () => transcoded(object, syntax) };
}

async function* transcoded(object: StoredObject, transferSyntaxUid: string): AsyncGenerator<Uint8Array> {
  const { sopClassUid, sopInstanceUid } = object.instance;
  yield wrapPart10({ dataset: new Uint8Array(), transferSyntaxUid, sopClassUid, sopInstanceUid });
  yield* transcodeDataSet(object, transferSyntaxUid);
}
