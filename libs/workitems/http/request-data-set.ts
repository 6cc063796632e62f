import type { DicomJson } from '@wetread/dicom';
import { NativeModelUnreadable, parseMediaType, readNativeDicomModel } from '@wetread/imaging-study';
import type { Request } from 'express';
import { isDicomJson } from '../domain/check-attributes';
import { WorkitemInvalid, WorkitemTooLarge, WorkitemTypeUnsupported } from '../domain/workitem-errors';
import { withNumbers } from './json-numbers';

const JSON_TYPES: ReadonlySet<string> = new Set(['application/dicom+json', 'application/json']);
const XML_TYPE = 'application/dicom+xml';

/**
 * The one data set of a request, in the DICOM JSON Model or the Native DICOM Model (PS3.18 section 11.4.1.3).
 * @param mostBytes what XML is read of at most; JSON was read by the server's parser
 * @throws WorkitemInvalid, WorkitemTypeUnsupported, WorkitemTooLarge
 */
export async function dataSetOf(request: Request, mostBytes: number): Promise<DicomJson> {
  const { type } = parseMediaType(request.headers['content-type']);
  if (type === XML_TYPE) return dataSetOfXml(await wholeBody(request, mostBytes));
  if (!JSON_TYPES.has(type)) throw new WorkitemTypeUnsupported();
  const body: unknown = request.body;
  const [dataSet, ...more] = Array.isArray(body) ? (body as unknown[]) : [body];
  if (more.length > 0 || !isDicomJson(dataSet))
    throw new WorkitemInvalid('the body must be one data set in the DICOM JSON Model');
  return dataSet;
}

/** No body, and an empty object, are no reason given. @throws as {@link dataSetOf} */
export async function optionalDataSetOf(request: Request, mostBytes: number): Promise<DicomJson> {
  const { headers, body } = request as { headers: Request['headers']; body: unknown };
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  const isEmpty = typeof body === 'object' && body !== null && Object.keys(body).length === 0;
  return !hasBody || isEmpty ? {} : dataSetOf(request, mostBytes);
}

function dataSetOfXml(xml: string): DicomJson {
  try {
    return withNumbers(readNativeDicomModel(xml));
  } catch (error) {
    if (!(error instanceof NativeModelUnreadable)) throw error;
    throw new WorkitemInvalid(`the body is no Native DICOM Model: ${error.message}`);
  }
}

async function wholeBody(request: Request, mostBytes: number): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.byteLength;
    if (length > mostBytes) throw new WorkitemTooLarge(mostBytes);
    pieces.push(piece);
  }
  return Buffer.concat(pieces, length).toString('utf8');
}
