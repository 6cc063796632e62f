import type { NaturalDataset } from '../../write/natural-dataset';
import type { ImageReference, InstanceReference, PlacedReference } from './composite-input';

export const instanceItem = ({ sopClassUid, sopInstanceUid }: InstanceReference): NaturalDataset => ({
  ReferencedSOPClassUID: sopClassUid,
  ReferencedSOPInstanceUID: sopInstanceUid,
});

export const imageItem = ({ frames, ...instance }: ImageReference): NaturalDataset => ({
  ...instanceItem(instance),
  ReferencedFrameNumber: frames ? [...frames] : undefined,
});

/**
 * One item per study, the instances grouped by series (PS3.3 table C.17-3): Current Requested Procedure Evidence,
 * Predecessor Documents. Absent when there is nothing to refer to.
 */
export function hierarchicalReferences(
  studyInstanceUid: string,
  instances: readonly PlacedReference[],
): NaturalDataset[] | undefined {
  if (instances.length === 0) return undefined;
  return [
    {
      StudyInstanceUID: studyInstanceUid,
      ReferencedSeriesSequence: bySeries(instances).map(([seriesInstanceUid, members]) => ({
        SeriesInstanceUID: seriesInstanceUid,
        ReferencedSOPSequence: members.map(instanceItem),
      })),
    },
  ];
}

/** Instances by their series, both in the order given. */
export function bySeries<Instance extends PlacedReference>(
  instances: readonly Instance[],
): [seriesInstanceUid: string, members: Instance[]][] {
  const series = new Map<string, Instance[]>();
  for (const instance of instances)
    series.set(instance.seriesInstanceUid, [...(series.get(instance.seriesInstanceUid) ?? []), instance]);
  return [...series];
}
