import type { StoredInstance, StoredSeries } from '@wetread/imaging-study';
import type { SeriesAttributes } from '../domain/study-attributes';

/** DICOM JSON (PS3.18 F.2) of an instance's header. */
type Header = Readonly<Record<string, unknown>>;

/** A series as conditions see it; what its row does not hold is read from the header of its first instance. */
export function seriesAttributes(
  series: StoredSeries,
  instances: readonly StoredInstance[],
  header: Header | null,
): SeriesAttributes {
  const [first] = instances;
  const text = (tag: string): string => valuesOf(header, tag)[0] ?? '';
  return {
    SeriesInstanceUID: series.seriesInstanceUid,
    Modality: series.modality ?? '',
    SeriesNumber: series.seriesNumber,
    SeriesDescription: series.seriesDescription ?? '',
    ProtocolName: text('00181030'),
    BodyPartExamined: series.bodyPartExamined ?? '',
    ViewPosition: series.viewPosition ?? '',
    Laterality: series.laterality ?? '',
    Manufacturer: series.manufacturer ?? '',
    ManufacturerModelName: text('00081090'),
    StationName: text('00081010'),
    InstitutionName: text('00080080'),
    PresentationIntentType: series.presentationIntent ?? '',
    ImageType: valuesOf(header, '00080008'),
    SOPClassUID: first?.sopClassUid ?? '',
    Rows: first?.rows ?? null,
    Columns: first?.columns ?? null,
    NumberOfSeriesRelatedInstances: instances.length,
  };
}

function valuesOf(header: Header | null, tag: string): string[] {
  const { Value } = (header?.[tag] ?? {}) as { Value?: unknown };
  return Array.isArray(Value) ? Value.filter((value) => typeof value === 'string') : [];
}
