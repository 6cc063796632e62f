import type { Readable } from 'node:stream';
import { DimseRefusal } from '../dimse-error';
import type { Message } from '../message/message-assembler';
import { Status } from '../message/status';
import type { AcceptedContext } from './accepted-context';

/** Who asked for the C-MOVE that a C-STORE belongs to (PS3.7 section 9.1.1.1). */
export interface MoveOriginator {
  aeTitle: string;
  messageId: number;
}

/** One instance on its way to a peer. */
export interface OutgoingStore {
  sopClassUid: string;
  sopInstanceUid: string;
  /** How `dataSet` is encoded; the peer must have accepted it. */
  transferSyntaxUid: string;
  /** Without preamble and file meta information. */
  dataSet: Readable | Buffer;
  moveOriginator?: MoveOriginator;
  signal?: AbortSignal;
}

/** A C-STORE request as it comes. */
export interface IncomingStore {
  sopClassUid: string;
  sopInstanceUid: string;
  transferSyntaxUid: string;
  /** Class of the presentation context; a sound peer announces the same in `sopClassUid`. */
  abstractSyntaxUid: string;
  moveOriginator: MoveOriginator | null;
  /**
   * The data set while it arrives. Reading it slowly slows the peer; destroying it throws the rest away. It fails
   * with `DataSetTooLarge`, or with what ended the association.
   */
  dataSet: Readable;
}

/** How a request is answered. */
export interface DimseAnswer {
  dicomStatus: number;
  /** (0000,0902) Error Comment: no PHI, 64 characters are sent. */
  comment?: string;
}

export function incomingStore({ command, stream }: Message, context: AcceptedContext): IncomingStore {
  const { affectedSopClassUid, affectedSopInstanceUid, moveOriginatorAeTitle, moveOriginatorMessageId } =
    command;
  if (!stream) throw new DimseRefusal(Status.unableToProcess, 'C-STORE without a data set');
  return {
    sopClassUid: affectedSopClassUid ?? '',
    sopInstanceUid: affectedSopInstanceUid ?? '',
    transferSyntaxUid: context.transferSyntaxUid,
    abstractSyntaxUid: context.abstractSyntaxUid,
    moveOriginator: moveOriginatorAeTitle
      ? { aeTitle: moveOriginatorAeTitle, messageId: moveOriginatorMessageId ?? 0 }
      : null,
    dataSet: stream,
  };
}

/** The answer that an error stands for: the status that it carries, else "processing failure". */
export function answerOfError(error: unknown): DimseAnswer {
  const { dicomStatus, code, comment } = error as {
    dicomStatus?: unknown;
    code?: unknown;
    comment?: unknown;
  };
  const words = typeof comment === 'string' ? comment : code;
  return {
    dicomStatus: typeof dicomStatus === 'number' ? dicomStatus : Status.processingFailure,
    comment: typeof words === 'string' ? words : 'processing failure',
  };
}
