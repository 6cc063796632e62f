import { DomainError } from '@wetread/kernel';
import { DicomStatus } from './store-outcome';

/** A refusal that belongs to storing rather than to reading; `dicomStatus` answers C-STORE and STOW-RS. */
export abstract class StoreRefusal extends DomainError {
  abstract readonly dicomStatus: number;
}

/** PS3.7 C.4.2.2.1 "Duplicate SOP Instance": an archived object never changes under its UID. */
export class DifferentBytesUnderSameUid extends StoreRefusal {
  readonly code = 'store.sop-instance-taken';
  readonly status = 'conflict';
  readonly dicomStatus = DicomStatus.duplicateSopInstance;
  constructor(sopInstanceUid: string) {
    super(`an instance with other content is already stored under the SOP Instance UID ${sopInstanceUid}`);
  }
}

export class SopInstanceElsewhere extends StoreRefusal {
  readonly code = 'store.sop-instance-elsewhere';
  readonly status = 'conflict';
  readonly dicomStatus = DicomStatus.duplicateSopInstance;
  constructor(sopInstanceUid: string) {
    super(`the SOP Instance UID ${sopInstanceUid} is already stored in another study or series`);
  }
}

/** A series belongs to exactly one study (PS3.3 A.1.2). */
export class SeriesInOtherStudy extends StoreRefusal {
  readonly code = 'store.series-in-other-study';
  readonly status = 'conflict';
  readonly dicomStatus = DicomStatus.dataSetDoesNotMatch;
  constructor(seriesInstanceUid: string) {
    super(`the series ${seriesInstanceUid} already belongs to another study`);
  }
}

/** A study belongs to exactly one patient (PS3.3 A.1.2); mixing two would put findings on the wrong person. */
export class StudyOfOtherPatient extends StoreRefusal {
  readonly code = 'store.study-of-other-patient';
  readonly status = 'conflict';
  readonly dicomStatus = DicomStatus.dataSetDoesNotMatch;
  constructor(studyInstanceUid: string) {
    super(`the study ${studyInstanceUid} already belongs to a patient with another Patient ID`);
  }
}

/** STOW-RS to /studies/{uid} with an instance of another study (PS3.18 10.5.1). */
export class StudyMismatch extends StoreRefusal {
  readonly code = 'store.study-mismatch';
  readonly status = 'conflict';
  readonly dicomStatus = DicomStatus.studyMismatch;
  constructor(studyInstanceUid: string) {
    super(`the instance belongs to study ${studyInstanceUid}, not to the one that the request addresses`);
  }
}

/** We asked a peer for one patient's objects and got another's. */
export class PatientMismatch extends StoreRefusal {
  readonly code = 'store.patient-mismatch';
  readonly status = 'conflict';
  readonly dicomStatus = DicomStatus.dataSetDoesNotMatch;
  constructor() {
    super('the instance belongs to another patient than the one whose objects were asked for');
  }
}

/** The command or the Content-Type announced another instance or class than the data set is (PS3.4 B.2.3). */
export class AnnouncedOtherwise extends StoreRefusal {
  readonly code = 'store.announced-otherwise';
  readonly status = 'invalid';
  readonly dicomStatus = DicomStatus.dataSetDoesNotMatch;
  constructor(keyword: string) {
    super(`${keyword} of the data set differs from what the C-STORE request announced`);
  }
}

export class ObjectTooLarge extends StoreRefusal {
  readonly code = 'store.object-too-large';
  readonly status = 'too-large';
  readonly dicomStatus = DicomStatus.outOfResources;
  constructor(limit: number) {
    super(`the object is larger than the allowed ${limit} bytes`);
  }
}

export class ObjectEmpty extends StoreRefusal {
  readonly code = 'store.object-empty';
  readonly status = 'invalid';
  readonly dicomStatus = DicomStatus.cannotUnderstand;
  constructor() {
    super('the object has no bytes');
  }
}

/** Neither the object nor its place is at fault: the disk is full. */
export class NoRoom extends StoreRefusal {
  readonly code = 'store.no-room';
  readonly status = 'unavailable';
  readonly dicomStatus = DicomStatus.outOfResources;
  constructor(options?: ErrorOptions) {
    super('the disk is full; the instance was not stored and may be sent again later', options);
  }
}

/** The database or the disk refused; the sender may try again. */
export class StoringFailed extends StoreRefusal {
  readonly code = 'store.failed';
  readonly status = 'unavailable';
  readonly dicomStatus = DicomStatus.processingFailure;
  constructor(options?: ErrorOptions) {
    super('the instance could not be stored; try again later', options);
  }
}
