import type { DicomJson } from '@wetread/dicom';
import { storableJson } from '../storable-json';
import { levelOf } from './attribute-levels';

/** What a search tells of a study and of a series: their attributes as their first instance had them. */
export interface LevelAttributes {
  /** Patient and study level. */
  study: DicomJson;
  series: DicomJson;
}

/** Values of these are never looked for, and a long one would be carried with every result. */
const BINARY = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN']);

/** Parts an instance's header by level (see {@link levelOf}), fit for a `jsonb` column. */
export function levelAttributes(header: DicomJson): LevelAttributes {
  const study: DicomJson = {};
  const series: DicomJson = {};
  for (const [tag, attribute] of Object.entries(header)) {
    if (BINARY.has(attribute.vr)) continue;
    const level = levelOf(tag);
    if (level === 'PATIENT' || level === 'STUDY') study[tag] = attribute;
    if (level === 'SERIES') series[tag] = attribute;
  }
  return { study: fit(study), series: fit(series) };
}

/** An absurdly long value (a novel in Patient Comments) is left to the object itself. */
const fit = (json: DicomJson): DicomJson => (storableJson(json) as DicomJson | null) ?? {};
