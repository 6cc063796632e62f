import type { DicomJson } from '@wetread/dicom';
import { itemsOf, sequence, Tag, text, textOf } from '../domain/json-attributes';

/**
 * A workitem with the Retrieve URLs of its outputs as this client can reach them: our own are kept relative to the base
 * of DICOMweb, those that others gave are whole and stay as they are.
 * @param base without a slash at its end
 */
export const withReachableOutputs = (workitem: DicomJson, base: string): DicomJson =>
  withItems(workitem, Tag.UnifiedProcedureStepPerformedProcedureSequence, (performed) =>
    withItems(performed, Tag.OutputInformationSequence, (output) =>
      withItems(output, Tag.WadoRsRetrievalSequence, (retrieval) => absolute(retrieval, base)),
    ),
  );

function withItems(dataSet: DicomJson, tag: string, change: (item: DicomJson) => DicomJson): DicomJson {
  const items = itemsOf(dataSet, tag);
  return items.length === 0 ? dataSet : { ...dataSet, [tag]: sequence(...items.map(change)) };
}

function absolute(retrieval: DicomJson, base: string): DicomJson {
  const url = textOf(retrieval, Tag.RetrieveURL);
  if (url === null || !URL.canParse(url, `${base}/`)) return retrieval;
  return { ...retrieval, [Tag.RetrieveURL]: text('UR', new URL(url, `${base}/`).href) };
}
