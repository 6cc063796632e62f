import { newUid, SopClass, writePart10 } from '@wetread/dicom';
import type { IncomingInstance } from '../domain/incoming';

/** A small valid instance; what matters to a spec is told, the rest is made up. */
export function madeInstance(attributes: Record<string, string | number> = {}): Uint8Array {
  return writePart10(
    {},
    {
      SOPClassUID: SopClass.SecondaryCaptureImageStorage,
      SOPInstanceUID: newUid(),
      StudyInstanceUID: newUid(),
      SeriesInstanceUID: newUid(),
      PatientID: 'PHANTOM-1',
      PatientName: 'PHANTOM^ONE',
      Modality: 'OT',
      InstanceNumber: 1,
      ...attributes,
    },
  );
}

export async function* stream(
  ...instances: (Uint8Array | IncomingInstance)[]
): AsyncGenerator<IncomingInstance> {
  for (const [index, instance] of instances.entries()) {
    yield instance instanceof Uint8Array ? { name: `object ${index + 1}`, body: instance } : instance;
  }
}
