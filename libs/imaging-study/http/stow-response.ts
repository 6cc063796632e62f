import type { DicomJson, DicomJsonAttribute } from '@wetread/dicom';
import { isUid } from '@wetread/kernel';
import type { StoreResult } from '../domain/store-outcome';
import type { RetrieveUrls } from './dicomweb/retrieve-url';

export interface StowResponse {
  httpStatus: number;
  body: DicomJson;
}

const sequence = (items: DicomJson[]): DicomJsonAttribute => ({ vr: 'SQ', Value: items });
const failureReason = (result: StoreResult): DicomJsonAttribute => ({
  vr: 'US',
  Value: [result.dicomStatus],
});
const succeeded = ({ outcome }: StoreResult): boolean => outcome === 'stored' || outcome === 'duplicate';
/** Without both UIDs an instance cannot be referenced and goes to (0008,119A) Other Failures Sequence. */
const nameable = ({ sopClassUid, sopInstanceUid }: StoreResult): boolean =>
  Boolean(sopInstanceUid && sopClassUid && isUid(sopClassUid));

const reference = ({ sopClassUid, sopInstanceUid }: StoreResult): DicomJson => ({
  '00081150': { vr: 'UI', Value: [sopClassUid] },
  '00081155': { vr: 'UI', Value: [sopInstanceUid] },
});

/**
 * The Store Instances Response Module as DICOM JSON (PS3.18 table I.2-1). A duplicate counts as stored: the origin
 * server holds the very bytes that were sent.
 */
export function stowResponse(results: readonly StoreResult[], urls: RetrieveUrls): StowResponse {
  const failures = results.filter((result) => !succeeded(result));
  const failed = failures.filter(nameable);
  const others = failures.filter((result) => !nameable(result));
  const referenced = results.filter(succeeded);
  const body: DicomJson = { '00081190': studyUrl(referenced, urls) };
  if (failed.length > 0) {
    body['00081198'] = sequence(
      failed.map((result) => ({ ...reference(result), '00081197': failureReason(result) })),
    );
  }
  if (referenced.length > 0) {
    body['00081199'] = sequence(
      referenced.map((result) => ({
        ...reference(result),
        '00081190': instanceUrl(result, urls),
        ...(result.warningReason !== undefined && {
          '00081196': { vr: 'US', Value: [result.warningReason] },
        }),
      })),
    );
  }
  if (others.length > 0) {
    body['0008119A'] = sequence(others.map((result) => ({ '00081197': failureReason(result) })));
  }
  return { httpStatus: httpStatusOf(results), body };
}

/** (0008,1190) of the study, empty (type 2) when instances of several or of none are stored. */
function studyUrl(referenced: readonly StoreResult[], urls: RetrieveUrls): DicomJsonAttribute {
  const studies = new Set(referenced.map(({ studyInstanceUid }) => studyInstanceUid));
  const [only] = studies.size === 1 ? studies : [];
  return only ? { vr: 'UR', Value: [urls.study(only)] } : { vr: 'UR' };
}

function instanceUrl(result: StoreResult, urls: RetrieveUrls): DicomJsonAttribute {
  const { studyInstanceUid: study, seriesInstanceUid: series, sopInstanceUid: instance } = result;
  return study && series && instance
    ? { vr: 'UR', Value: [urls.instance(study, series, instance)] }
    : { vr: 'UR' };
}

/** Status by PS3.18 table 10.5.3-1: 202 also for what is stored with a warning; when nothing was stored for one common reason, that reason's own status. */
function httpStatusOf(results: readonly StoreResult[]): number {
  const stored = results.filter(succeeded).length;
  const isWarned = results.some(({ warningReason }) => warningReason !== undefined);
  if (stored === results.length) return isWarned ? 202 : 200;
  if (stored > 0) return 202;
  const reasons = new Set(results.map(reasonStatus));
  return reasons.size === 1 ? ([...reasons][0] ?? 409) : 409;
}

function reasonStatus({ code, dicomStatus }: StoreResult): number {
  if (code === 'store.unsupported-part') return 415;
  if (code === 'store.object-too-large') return 413;
  if (code === 'store.failed' || code === 'store.no-room') return 503;
  // Cxxx "cannot understand": the payload itself is bad, not in conflict with anything.
  return dicomStatus >= 0xc000 ? 400 : 409;
}
