import type { StudyAttributes } from '../../domain/study-attributes';

type Values = Record<string, string | number | boolean | null | readonly string[]>;

/** CEL's whole numbers are `bigint`; one that is not known is left out, so that looking at it is an error. */
const celObject = (attributes: Values): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(attributes)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, typeof value === 'number' ? BigInt(value) : value]),
  );

/** The variables of a condition. */
export const celContext = ({ study, series, source, order, patient }: StudyAttributes) => ({
  study: celObject(study),
  series: series.map((one) => celObject(one)),
  source: celObject(source),
  order: celObject(order),
  patient: celObject(patient),
});
