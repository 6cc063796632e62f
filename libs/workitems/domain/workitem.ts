import type { DicomJson } from '@wetread/dicom';
import { checkCreation, checkFinalState, checkUpdate } from './check-attributes';
import { dateTime, itemsOf, sequence, Tag, text, textOf } from './json-attributes';
import { isFinal, mayFollow, type ProcedureStepState } from './procedure-step-state';
import {
  assignment,
  picked,
  progressReport,
  stateReport,
  type WorkitemEvent,
  WorkitemEventType,
} from './workitem-event';
import {
  TransactionUidMissing,
  TransactionUidWrong,
  WorkitemInvalid,
  WorkitemStateConflict,
} from './workitem-errors';

/** UPS Push SOP Class (PS3.4 CC.3.1.1), the class that every workitem is an instance of. */
const UPS_PUSH = '1.2.840.10008.5.1.4.34.6.1';

export interface WorkitemSnapshot {
  readonly uid: string;
  readonly state: ProcedureStepState;
  /** Known to who claimed the step alone; never shown. */
  readonly transactionUid: string | null;
  /** Claimed by this system's own performer. */
  readonly performedHere: boolean;
  readonly attributes: DicomJson;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}

/** What a request to cancel may say of its reasons (PS3.4 CC.2.2). */
const CANCELLATION = [
  Tag.ReasonForCancellation,
  Tag.ProcedureStepDiscontinuationReasonCodeSequence,
  Tag.ContactURI,
  Tag.ContactDisplayName,
];

/** Who is to perform a step (PS3.4 CC.2.4.3). */
const ASSIGNMENT = [Tag.ScheduledStationNameCodeSequence, Tag.ScheduledHumanPerformersSequence];

/** A Unified Procedure Step (PS3.4 annex CC): who performs it holds it by a Transaction UID until it has ended. */
export class Workitem {
  private readonly told: WorkitemEvent[] = [];

  private constructor(private now: WorkitemSnapshot) {}

  static of(snapshot: WorkitemSnapshot): Workitem {
    return new Workitem(snapshot);
  }

  /** @throws WorkitemInvalid */
  static create(uid: string, attributes: DicomJson, at: Date): Workitem {
    checkCreation(attributes);
    const workitem = new Workitem({
      uid,
      state: 'SCHEDULED',
      transactionUid: null,
      performedHere: false,
      attributes: {
        [Tag.WorklistLabel]: text('LO', 'Default'),
        [Tag.UnifiedProcedureStepPerformedProcedureSequence]: sequence(),
        [Tag.ProcedureStepProgressInformationSequence]: sequence(),
        ...withoutCommand(attributes),
        [Tag.SOPClassUID]: text('UI', UPS_PUSH),
        [Tag.SOPInstanceUID]: text('UI', uid),
      },
      createdAt: at,
      modifiedAt: at,
    });
    workitem.touch(at, {});
    workitem.tell(stateReport(uid, workitem.now.attributes));
    return workitem;
  }

  get snapshot(): WorkitemSnapshot {
    return this.now;
  }

  /** What has happened since it was loaded. */
  get events(): readonly WorkitemEvent[] {
    return this.told;
  }

  /** Everything but the Transaction UID, which is the key of the lock (PS3.4 CC.2.7.3). */
  get view(): DicomJson {
    return Object.fromEntries(
      Object.entries(this.now.attributes).filter(([tag]) => tag !== Tag.TransactionUID),
    );
  }

  /**
   * PS3.4 CC.2.1. Setting the state that it is in already is no error for who ended it.
   * @throws WorkitemStateConflict, TransactionUidMissing, TransactionUidWrong, FinalStateNotMet
   */
  changeState(to: ProcedureStepState, transactionUid: string | null, at: Date): 'changed' | 'unchanged' {
    const { state, uid } = this.now;
    if (!transactionUid) throw new TransactionUidMissing();
    if (state === to && isFinal(state)) return 'unchanged';
    if (!mayFollow(state, to)) throw new WorkitemStateConflict(state);
    if (to === 'IN PROGRESS') {
      this.now = { ...this.now, transactionUid };
    } else {
      this.mustHold(transactionUid);
      checkFinalState(this.now.attributes, to);
    }
    this.enter(to, at);
    this.tell(stateReport(uid, this.now.attributes));
    return 'changed';
  }

  /**
   * Our own performer takes the step, or goes on with one that it had taken before it died.
   * @returns whether it is ours
   */
  claimHere(transactionUid: string, at: Date): boolean {
    if (this.now.state === 'IN PROGRESS' && this.now.performedHere) return true;
    if (this.now.state !== 'SCHEDULED') return false;
    this.now = { ...this.now, performedHere: true };
    this.changeState('IN PROGRESS', transactionUid, at);
    return true;
  }

  /** Ends a step that our own performer holds; one that has ended meanwhile stays as it is. */
  endHere(to: 'COMPLETED' | 'CANCELED', result: DicomJson, at: Date): boolean {
    const { state, performedHere, transactionUid } = this.now;
    if (state !== 'IN PROGRESS' || !performedHere) return false;
    this.update(result, transactionUid, at);
    this.changeState(to, transactionUid, at);
    return true;
  }

  /** PS3.4 CC.2.6. @throws WorkitemInvalid, WorkitemStateConflict, TransactionUidMissing, TransactionUidWrong */
  update(changes: DicomJson, transactionUid: string | null, at: Date): void {
    const { state, uid } = this.now;
    const attributes = withoutCommand(changes);
    checkUpdate(attributes);
    if (isFinal(state)) throw new WorkitemStateConflict(state);
    if (state === 'SCHEDULED' && transactionUid) throw new WorkitemStateConflict(state);
    if (state === 'IN PROGRESS') this.mustHold(transactionUid);
    const readinessBefore = textOf(this.now.attributes, Tag.InputReadinessState);
    this.touch(at, attributes);
    if (ASSIGNMENT.some((tag) => attributes[tag])) this.tell(assignment(uid, this.now.attributes));
    if (attributes[Tag.ProcedureStepProgressInformationSequence])
      this.tell(progressReport(uid, this.now.attributes));
    if (textOf(this.now.attributes, Tag.InputReadinessState) !== readinessBefore)
      this.tell(stateReport(uid, this.now.attributes));
  }

  /**
   * PS3.4 CC.2.2: what nobody has claimed is cancelled at once; who performs it is asked, and need not obey.
   * @throws WorkitemStateConflict
   */
  requestCancellation(
    reasons: DicomJson,
    requester: string,
    at: Date,
  ): 'canceled' | 'asked' | 'already-canceled' {
    const { state, uid } = this.now;
    if (state === 'CANCELED') return 'already-canceled';
    if (state === 'COMPLETED') throw new WorkitemStateConflict(state);
    const given = picked(reasons, CANCELLATION);
    if (state === 'SCHEDULED') {
      // No state is passed over, and each is told: whoever waits for work sees it taken (PS3.4 CC.2.2.3).
      this.enter('IN PROGRESS', at);
      this.tell(stateReport(uid, this.now.attributes));
      this.touch(at, {
        [Tag.ProcedureStepProgressInformationSequence]: sequence({ ...given, ...canceledAt(at) }),
      });
      this.enter('CANCELED', at);
      this.tell(stateReport(uid, this.now.attributes));
      return 'canceled';
    }
    const attributes = { ...given, '00741236': text('AE', requester) };
    this.tell({ type: WorkitemEventType.cancelRequested, workitemUid: uid, attributes });
    return 'asked';
  }

  /** The studies that its inputs come from. */
  get inputStudies(): string[] {
    const inputs = itemsOf(this.now.attributes, Tag.InputInformationSequence);
    const named = [this.now.attributes, ...inputs].map((item) => textOf(item, Tag.StudyInstanceUID));
    return [...new Set(named.filter((uid): uid is string => uid !== null && uid !== ''))];
  }

  /** Whether one of its scheduled codes is among `codes` (`scheme/value`). */
  asksFor(codes: readonly string[]): boolean {
    return itemsOf(this.now.attributes, Tag.ScheduledWorkitemCodeSequence).some((item) =>
      codes.includes(`${textOf(item, Tag.CodingSchemeDesignator)}/${textOf(item, Tag.CodeValue)}`),
    );
  }

  private enter(state: ProcedureStepState, at: Date): void {
    this.now = { ...this.now, state };
    this.touch(at, { [Tag.ProcedureStepState]: text('CS', state) });
  }

  private touch(at: Date, changes: DicomJson): void {
    const modified = { [Tag.ScheduledProcedureStepModificationDateTime]: text('DT', dateTime(at)) };
    this.now = {
      ...this.now,
      attributes: { ...this.now.attributes, ...changes, ...modified },
      modifiedAt: at,
    };
  }

  private mustHold(transactionUid: string | null): void {
    if (!transactionUid) throw new TransactionUidMissing();
    if (transactionUid !== this.now.transactionUid) throw new TransactionUidWrong();
  }

  private tell(event: WorkitemEvent): void {
    this.told.push(event);
  }
}

const canceledAt = (at: Date): DicomJson => ({
  [Tag.ProcedureStepCancellationDateTime]: text('DT', dateTime(at)),
});

/** Group 0000 belongs to messages, group 0002 to files. @throws WorkitemInvalid when nothing is left */
function withoutCommand(attributes: DicomJson): DicomJson {
  const kept = Object.entries(attributes).filter(
    ([tag]) => !/^000[02]/.test(tag) && tag !== Tag.TransactionUID,
  );
  if (kept.length === 0) throw new WorkitemInvalid('the request holds no attribute');
  return Object.fromEntries(kept);
}
