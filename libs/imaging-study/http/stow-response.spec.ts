import type { DicomJson } from '@wetread/dicom';
import { seriesInstanceUid, sopInstanceUid, studyInstanceUid } from '@wetread/kernel';
import type { StoreResult } from '../domain/store-outcome';
import { retrieveUrls } from './dicomweb/retrieve-url';
import { stowResponse } from './stow-response';

const request = { protocol: 'http', get: () => 'pacs.test:8080', socket: {} } as unknown as Parameters<
  typeof retrieveUrls
>[0];
const urls = retrieveUrls(request, { http: { host: '', port: 0, publicUrl: null } });

const result = (some: Partial<StoreResult>): StoreResult => ({
  name: 'part 1',
  outcome: 'stored',
  sopClassUid: '1.2.840.10008.5.1.4.1.1.7',
  sopInstanceUid: sopInstanceUid('1.2.3'),
  studyInstanceUid: studyInstanceUid('1.2'),
  seriesInstanceUid: seriesInstanceUid('1.2.1'),
  dicomStatus: 0,
  code: null,
  message: '',
  ...some,
});
const stored = result({});
const conflict = result({ outcome: 'conflict', dicomStatus: 0x0111, code: 'store.sop-instance-taken' });
const nameless = { sopInstanceUid: undefined, sopClassUid: undefined, outcome: 'refused' as const };
const unreadable = result({ ...nameless, dicomStatus: 0xc000, code: 'dicom.not-dicom' });
const tooLarge = result({ ...nameless, dicomStatus: 0xa700, code: 'store.object-too-large' });
const noRoom = result({ ...nameless, dicomStatus: 0xa700, code: 'store.no-room' });
const failed = result({ ...nameless, dicomStatus: 0x0110, code: 'store.failed' });

describe('the answer of STOW-RS', () => {
  it.each([
    ['all stored', [stored, result({ outcome: 'duplicate' })], 200],
    ['some stored', [stored, unreadable], 202],
    ['all stored, one with a warning', [stored, result({ warningReason: 0xb007 })], 202],
    ['all in conflict', [conflict, conflict], 409],
    ['all unreadable', [unreadable], 400],
    ['all too large', [tooLarge], 413],
    ['the store is down', [failed], 503],
    ['the disk is full', [noRoom], 503],
    ['nothing stored for different reasons', [conflict, unreadable], 409],
  ])('has the status of "%s"', (_, results, status) => {
    expect(stowResponse(results, urls).httpStatus).toBe(status);
  });

  it('references each instance where table I.2-1 of PS3.18 wants it', () => {
    const study = 'http://pacs.test:8080/dicom-web/studies/1.2';
    const reference = {
      '00081150': { vr: 'UI', Value: ['1.2.840.10008.5.1.4.1.1.7'] },
      '00081155': { vr: 'UI', Value: ['1.2.3'] },
    };
    expect(stowResponse([stored, conflict, unreadable], urls).body).toEqual({
      '00081190': { vr: 'UR', Value: [study] },
      '00081198': { vr: 'SQ', Value: [{ ...reference, '00081197': { vr: 'US', Value: [0x0111] } }] },
      '00081199': {
        vr: 'SQ',
        Value: [{ ...reference, '00081190': { vr: 'UR', Value: [`${study}/series/1.2.1/instances/1.2.3`] } }],
      },
      '0008119A': { vr: 'SQ', Value: [{ '00081197': { vr: 'US', Value: [0xc000] } }] },
    });
  });

  it('tells the warning with the instance that it is about', () => {
    const { body } = stowResponse([stored, result({ warningReason: 0xb000 })], urls);
    const warnings = ((body['00081199']?.Value ?? []) as DicomJson[]).map((item) => item['00081196']);
    expect(warnings).toEqual([undefined, { vr: 'US', Value: [0xb000] }]);
  });

  it('names no study when instances of several were stored', () => {
    const other = result({ studyInstanceUid: studyInstanceUid('1.3') });
    expect(stowResponse([stored, other], urls).body['00081190']).toEqual({ vr: 'UR' });
  });
});
