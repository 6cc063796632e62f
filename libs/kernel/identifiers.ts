import type { Brand } from './brand';
import { DomainError } from './domain-error';

/** (0020,000D), PS3.3 C.7.2.1. */
export type StudyInstanceUid = Brand<string, 'StudyInstanceUID'>;
/** (0020,000E), PS3.3 C.7.3.1. */
export type SeriesInstanceUid = Brand<string, 'SeriesInstanceUID'>;
/** (0008,0018), PS3.3 C.12.1. */
export type SopInstanceUid = Brand<string, 'SOPInstanceUID'>;
/** Lower-case hexadecimal SHA-256 of stored bytes. */
export type ContentHash = Brand<string, 'ContentHash'>;

export class InvalidUid extends DomainError {
  readonly code = 'dicom.invalid-uid';
  readonly status = 'invalid';
  constructor(keyword: string) {
    super(`${keyword} is not a DICOM UID: digits and dots, at most 64 characters (PS3.5 section 9.1)`);
  }
}

// Components with leading zeros break PS3.5 section 9.1 but are common in archives; they are accepted.
const UID = /^[0-9]+(\.[0-9]+)*$/;

/** Whether `value` may serve as a UID: digits and dots, at most 64 characters (PS3.5 section 9.1). */
export const isUid = (value: string): boolean => value.length <= 64 && UID.test(value);

const asUid =
  <Uid extends string>(keyword: string) =>
  (value: string): Uid => {
    if (!isUid(value)) throw new InvalidUid(keyword);
    return value as Uid;
  };

/** @throws InvalidUid */
export const studyInstanceUid = asUid<StudyInstanceUid>('StudyInstanceUID');
/** @throws InvalidUid */
export const seriesInstanceUid = asUid<SeriesInstanceUid>('SeriesInstanceUID');
/** @throws InvalidUid */
export const sopInstanceUid = asUid<SopInstanceUid>('SOPInstanceUID');
