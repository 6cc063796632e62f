import type { DicomItem } from '../header/dicom-item';

/**
 * The item that holds an attribute group for one frame: per-frame, then shared functional groups of enhanced objects
 * (PS3.3 C.7.6.16), then the data set itself, where classic objects keep it.
 * @param frame 1-based
 */
export function groupForFrame(o: DicomItem, frame: number, sequence: string): DicomItem {
  const perFrame = o.sequence('PerFrameFunctionalGroupsSequence')[frame - 1]?.sequence(sequence)[0];
  return perFrame ?? o.sequence('SharedFunctionalGroupsSequence')[0]?.sequence(sequence)[0] ?? o;
}
