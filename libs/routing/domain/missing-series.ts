import type { ExpectedSeries } from './routing-rule';
import type { SeriesAttributes } from './study-attributes';
import { isLike } from './wildcards';

/** What of the expected series is not there yet, in words; empty when the study is whole. */
export function missingSeries(expected: ExpectedSeries, series: readonly SeriesAttributes[]): string[] {
  const missing: string[] = [];
  if (expected.count !== null && series.length < expected.count)
    missing.push(`${expected.count} series (${series.length} arrived)`);
  for (const modality of expected.modalities)
    if (!series.some((one) => one.Modality === modality)) missing.push(`a series of modality ${modality}`);
  for (const pattern of expected.descriptions)
    if (!series.some((one) => isLike(one.SeriesDescription, pattern)))
      missing.push(`a series described "${pattern}"`);
  return missing;
}
