import {
  implementationClassUid,
  implementationVersionName,
  isDecodable,
  keywordOf,
  retrievableSopClasses,
  sopClassName,
  TransferSyntax,
  transferSyntaxName,
} from '@wetread/dicom';
import { cipherSuites, defaultTimeouts, OUR_MAXIMUM_LENGTH } from '@wetread/dimse';
import { attributesOfLevel, DicomStatus, servedSopClasses } from '@wetread/imaging-study';
import { loadConfig } from '@wetread/platform';
import { table } from './markdown';

const MODALITY_WORKLIST_FIND = '1.2.840.10008.5.1.4.31';
const seconds = (ms: number): string => `${ms / 1000} s`;

/** PS3.2 N.2: what is offered and used over DIMSE. */
export function networkServices(): string {
  const rows = servedSopClasses.map(([uid, right]) => [sopClassName(uid), uid, 'yes', 'yes', right]);
  return table(
    ['SOP class', 'UID', 'SCP', 'SCU', 'Right that a peer needs'],
    [
      [
        'every storage SOP class of PS3.4 annexes B and GG, and private ones',
        'see below',
        'yes',
        'yes',
        'store; retrieve for C-GET',
      ],
      ...rows,
      [sopClassName(MODALITY_WORKLIST_FIND), MODALITY_WORKLIST_FIND, 'no', 'yes', ''],
    ],
  );
}

/** PS3.2 N.6.1: how associations are made. */
export function associations(): string {
  const { dimse, limits } = loadConfig({});
  return table(
    ['Property', 'Value'],
    [
      ['Implementation Class UID', implementationClassUid],
      ['Implementation Version Name', implementationVersionName],
      ['AE title', `${dimse.aeTitle} (WETREAD_AE_TITLE)`],
      ['Port', `${dimse.port} (WETREAD_DIMSE_PORT); TLS on a port of its own (WETREAD_DIMSE_TLS_PORT)`],
      ['Maximum PDU length that we announce', `${OUR_MAXIMUM_LENGTH} bytes`],
      [
        'Associations at once',
        `${dimse.maxAssociations} (WETREAD_DIMSE_MAX_ASSOCIATIONS); more are rejected as transient`,
      ],
      ['Largest data set', `${limits.instanceBytes} bytes (WETREAD_MAX_INSTANCE_BYTES)`],
      ['Asynchronous operations', 'not negotiated'],
      ['SCP/SCU role selection', 'supported, for C-GET and storage commitment'],
      ['From connection to A-ASSOCIATE-RQ', seconds(defaultTimeouts.associateMs)],
      ['Between two PDUs', seconds(defaultTimeouts.pduMs)],
      [
        'For a response, as SCU',
        `${seconds(defaultTimeouts.responseMs)}; C-MOVE and C-GET ${seconds(defaultTimeouts.retrieveMs)}`,
      ],
    ],
  );
}

/** Transfer syntaxes by name, and what can be done with each beyond keeping its bytes. */
export function transferSyntaxes(): string {
  return table(
    ['Transfer syntax', 'UID', 'Stored and sent as it is', 'Pixels decoded'],
    Object.values(TransferSyntax).map((uid) => [
      transferSyntaxName(uid),
      uid,
      'yes',
      isDecodable(uid) ? 'yes' : 'no',
    ]),
  );
}

/** Classes that are proposed to peers for retrieval by C-GET. */
export function storageClasses(): string {
  return table(
    ['SOP class', 'UID'],
    retrievableSopClasses.map((uid) => [sopClassName(uid), uid]),
  );
}

/** PS3.2 N.6.1.4: statuses of C-STORE and their meaning. */
export function storeStatuses(): string {
  const meanings: Readonly<Record<keyof typeof DicomStatus, string>> = {
    success: 'stored, or the very object was stored before',
    processingFailure: 'database or disk refused; send again',
    duplicateSopInstance:
      'another object is stored under this SOP Instance UID; the newcomer is in quarantine',
    outOfResources: 'larger than allowed, or the disk is full',
    dataSetDoesNotMatch: 'the data set is not what the command announced, or its series or study is taken',
    studyMismatch: 'STOW-RS: the instance belongs to another study than the request addresses',
    cannotUnderstand: 'no readable DICOM data set',
  };
  return table(
    ['Status', 'Meaning'],
    Object.entries(DicomStatus).map(([name, status]) => [
      status.toString(16).toUpperCase().padStart(4, '0'),
      meanings[name as keyof typeof DicomStatus],
    ]),
  );
}

/** Attributes that C-FIND and QIDO-RS match and return, by level. */
export const queryAttributes = (): string =>
  (['PATIENT', 'STUDY', 'SERIES'] as const)
    .map((level) => `- ${level}: ${attributesOfLevel(level).map(keywordOf).join(', ')}`)
    .join('\n');

/** PS3.15 B.12 and B.13. */
export const tlsProfile = (): string => cipherSuites.map((suite) => `- ${suite}`).join('\n');
