import { Injectable } from '@nestjs/common';
import { DicomObject, InflateLimitExceeded, type InstanceHeader } from '@wetread/dicom';
import { DomainError, type StudyInstanceUid } from '@wetread/kernel';
import { AppConfig, type StagedBlob } from '@wetread/platform';
import { warningOf } from '../domain/conformance/judge-object';
import { type ClaimedPatient, maybeSamePatient } from '../domain/identity/same-patient';
import type {
  ExaminedInstance,
  InstanceIdentity,
  StorableInstance,
  UnstorableObject,
} from '../domain/incoming';
import { Quarantine } from '../domain/quarantine';
import { levelAttributes } from '../domain/query/level-attributes';
import { storableJson } from '../domain/storable-json';
import { AnnouncedOtherwise, PatientMismatch, StudyMismatch } from '../domain/store-errors';
import { type ReceivedObject, refusalOf, withoutBytes } from './receive-body';

/** What a deflated data set may swell to in memory; a larger one is inflated as it is looked at. */
const MOST_SWOLLEN = 8 * 1024 * 1024;

/** What a request as a whole demands of its instances. */
export interface Expectation {
  /** The answer tells which objects break rules of their class; they are stored all the same. */
  isJudged?: boolean;
  studyInstanceUid?: string;
  /** Whose objects were asked for ({@link maybeSamePatient}). */
  patient?: ClaimedPatient;
  /** The same where only the study tells: whose it must be, if anybody has asked for it. */
  patientOfStudy?: (study: StudyInstanceUid) => Promise<ClaimedPatient | null>;
}

/** An object that may be stored, as far as it tells itself. */
export interface ReadInstance {
  kind: 'read';
  received: ReceivedObject;
  object: DicomObject;
  warningReason?: number;
}

/**
 * Reads one received object and puts its bytes where they will stay, before any transaction begins: the blob of
 * an instance that then fails to commit is an orphan under its hash, never a loss.
 */
@Injectable()
export class ExamineInstance {
  constructor(
    private readonly config: AppConfig,
    private readonly quarantine: Quarantine,
  ) {}

  /** Reads the object and keeps its bytes, be it under its hash or in quarantine. */
  async execute(received: ReceivedObject, expectation: Expectation): Promise<ExaminedInstance> {
    const read = await this.read(received, expectation);
    return read.kind === 'read' ? this.keep(read) : read;
  }

  /** Reads the object. One that cannot be stored is in quarantine then. */
  async read(received: ReceivedObject, expectation: Expectation): Promise<ReadInstance | UnstorableObject> {
    try {
      const object = await this.parse(received.staged);
      if (object instanceof DomainError) return await this.keepAside(received, object, null);
      const refusal = await contradiction(object.header, received, expectation);
      if (refusal) return await this.keepAside(received, refusal, object.header);
      const warningReason = expectation.isJudged ? warningOf(object) : undefined;
      return { kind: 'read', received, object, ...(warningReason !== undefined && { warningReason }) };
    } catch (error) {
      return discarded(received, error);
    }
  }

  /** Puts the bytes where they will stay. What cannot be kept is discarded. */
  async keep(read: ReadInstance): Promise<ExaminedInstance> {
    try {
      return await keepBytes(read);
    } catch (error) {
      return discarded(read.received, error);
    }
  }

  private async parse(staged: StagedBlob): Promise<DicomObject | DomainError> {
    const { inflatedBytes } = this.config.limits;
    try {
      const object = await readHeldOrFrom(staged, inflatedBytes);
      // Interprets the header now: an object without its UIDs is refused here and nowhere later.
      return object.header && object;
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
  }

  private async keepAside(
    { name, staged }: ReceivedObject,
    error: DomainError,
    identity: InstanceIdentity | null,
  ): Promise<UnstorableObject> {
    const { size: bytes } = staged;
    const contentHash = await staged.hash();
    const kept = await this.quarantine.hasRoomFor(bytes);
    await (kept ? staged.keep() : staged.discard());
    return { kind: 'unstorable', name, error, identity, contentHash, bytes, kept };
  }
}

/** In memory what is in memory anyway, unless it is deflated and swells there. */
async function readHeldOrFrom(staged: StagedBlob, inflatedBytes: number): Promise<DicomObject> {
  if (!staged.held) return DicomObject.read(staged, { inflatedBytes });
  try {
    return DicomObject.parse(staged.held, { inflatedBytes: Math.min(inflatedBytes, MOST_SWOLLEN) });
  } catch (error) {
    if (!(error instanceof InflateLimitExceeded) || inflatedBytes <= MOST_SWOLLEN) throw error;
    return DicomObject.read(staged, { inflatedBytes });
  }
}

async function discarded({ name, staged }: ReceivedObject, error: unknown): Promise<UnstorableObject> {
  await staged.discard();
  return withoutBytes(name, refusalOf(error));
}

/** Puts the bytes of a readable object under their hash. @throws what the disk or the object's values make impossible */
export async function keepBytes({
  received: { name, staged },
  object,
  warningReason,
}: ReadInstance): Promise<StorableInstance> {
  // Disk and processor work at once.
  const [stored, attributes] = await Promise.all([staged.keep(), attributesOf(object)]);
  return {
    kind: 'storable',
    name,
    header: object.header,
    ...attributes,
    contentHash: stored.hash,
    bytes: stored.bytes,
    ...(warningReason !== undefined && { warningReason }),
  };
}

// Asynchronous only so that its error is one among those of the disk.
async function attributesOf(
  object: DicomObject,
): Promise<Pick<StorableInstance, 'headerJson' | 'queryAttributes'>> {
  const json = object.toDicomJson();
  return { headerJson: storableJson(json), queryAttributes: levelAttributes(json) };
}

async function contradiction(
  header: InstanceHeader,
  { announced }: ReceivedObject,
  { studyInstanceUid, patient, patientOfStudy }: Expectation,
): Promise<DomainError | null> {
  if (studyInstanceUid && studyInstanceUid !== header.studyInstanceUid) {
    return new StudyMismatch(header.studyInstanceUid);
  }
  const expected = patient ?? (await patientOfStudy?.(header.studyInstanceUid));
  if (expected && !maybeSamePatient(expected, header.patient)) return new PatientMismatch();
  if (!announced) return null;
  if (announced.sopInstanceUid !== header.sopInstanceUid) return new AnnouncedOtherwise('SOPInstanceUID');
  if (announced.sopClassUid !== header.sopClassUid) return new AnnouncedOtherwise('SOPClassUID');
  return null;
}
