import type { DicomJson } from '@wetread/dicom';
import { isDicomJson } from '../domain/check-attributes';
import { WorkitemInvalid } from '../domain/workitem-errors';

/** The one data set of a request: an object, or an array of one (PS3.18 section 11 sends both). @throws WorkitemInvalid */
export function dataSetOf(body: unknown): DicomJson {
  const [dataSet, ...more] = Array.isArray(body) ? (body as unknown[]) : [body];
  if (more.length > 0 || !isDicomJson(dataSet))
    throw new WorkitemInvalid(
      'the body must be one data set in the DICOM JSON Model (application/dicom+json)',
    );
  return dataSet;
}

/** An empty body is no reason given. @throws WorkitemInvalid */
export const optionalDataSetOf = (body: unknown): DicomJson =>
  body === undefined || body === null || (typeof body === 'object' && Object.keys(body).length === 0)
    ? {}
    : dataSetOf(body);
