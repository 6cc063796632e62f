import type { DicomJson } from '@wetread/dicom';
import { type AttributeMatch, matchesJson, searchFromParameters } from '@wetread/imaging-study';

const MOST_RESULTS = 1000;

export interface WorkitemQuery {
  readonly matches: readonly AttributeMatch[];
  readonly include: readonly string[] | 'all';
  readonly limit: number;
  readonly offset: number;
}

/** Reads the parameters of a search for workitems (PS3.18 section 11.9). @throws query errors of `@wetread/imaging-study` */
export function workitemQuery(parameters: URLSearchParams): WorkitemQuery {
  const { matches, include, limit, offset } = searchFromParameters(parameters, {
    mostResults: MOST_RESULTS,
    isSearchable: () => true,
  });
  return { matches, include, limit: limit ?? MOST_RESULTS, offset };
}

/** Whether a workitem fits the filter of a filtered global subscription. */
export const matchesFilter = (attributes: DicomJson, filter: string): boolean =>
  matchesJson(attributes, workitemQuery(new URLSearchParams(filter)).matches);
