import type { DicomJson } from '@wetread/dicom';
import { acceptablesOf, covers, nativeDicomModel, notAcceptable } from '@wetread/imaging-study';
import type { Request, Response } from 'express';

const JSON_TYPES = ['application/dicom+json', 'application/json'];
const XML_TYPE = 'application/dicom+xml';

/** Answers with one data set, as JSON unless XML is asked for (PS3.18 section 11.5.3). @throws NotAcceptableException */
export function sendDataSet(request: Request, response: Response, dataSet: DicomJson): void {
  const offered = [...JSON_TYPES, XML_TYPE];
  const wanted = acceptablesOf(request).flatMap(
    ({ type }) => offered.find((one) => covers(type, one)) ?? [],
  )[0];
  if (!wanted) throw notAcceptable(offered);
  const isXml = wanted === XML_TYPE;
  response
    .set('Cache-Control', 'no-store')
    .type(isXml ? XML_TYPE : 'application/dicom+json')
    .send(Buffer.from(isXml ? nativeDicomModel(dataSet) : JSON.stringify([dataSet])));
}
