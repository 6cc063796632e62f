import { dicomJsonOf, encodeDicomJson } from '@wetread/dicom';
import type { AcceptedContext } from '../association/accepted-context';
import type { MessageExchange } from '../association/message-exchange';
import { commentOf, readIdentifier } from '../association/serve-requests';
import { answerOfError } from '../association/store';
import type { SubOperations } from '../message/command-set';
import type { Message } from '../message/message-assembler';
import { Status } from '../message/status';
import type {
  DimseService,
  QueryRequest,
  Retrieval,
  RetrieveOutcome,
  ServedAssociation,
} from './dimse-service';

type Find = NonNullable<DimseService['find']>;

/** C-FIND (PS3.7 section 9.1.2): a pending response a match, then success, cancel or failure. */
export async function serveFind(
  exchange: MessageExchange,
  message: Message,
  context: AcceptedContext,
  signal: AbortSignal,
  association: ServedAssociation,
  find: Find,
): Promise<void> {
  const affectedSopClassUid = context.abstractSyntaxUid;
  try {
    const request = queryRequest(message, context, signal);
    for await (const match of find(request, association)) {
      if (signal.aborted) break;
      const identifier = encodeDicomJson(match, context.transferSyntaxUid);
      await exchange.respond(message, { affectedSopClassUid, status: Status.pending }, identifier);
    }
  } catch (error) {
    if (!signal.aborted) {
      const answer = answerOfError(error);
      const failure = { affectedSopClassUid, status: answer.dicomStatus, ...commentOf(answer) };
      return exchange.respond(message, failure);
    }
  }
  const status = signal.aborted ? Status.cancel : Status.success;
  await exchange.respond(message, { affectedSopClassUid, status });
}

/** C-MOVE and C-GET (PS3.7 sections 9.1.3 and 9.1.4): progress as pending responses, then the counts and what failed. */
export async function serveRetrieve(
  exchange: MessageExchange,
  message: Message,
  context: AcceptedContext,
  signal: AbortSignal,
  begin: (request: QueryRequest) => Retrieval,
): Promise<void> {
  const affectedSopClassUid = context.abstractSyntaxUid;
  let retrieval: Retrieval | undefined;
  try {
    retrieval = begin(queryRequest(message, context, signal));
    let step = await retrieval.next();
    while (!step.done) {
      const pending = { affectedSopClassUid, status: Status.pending, ...counts(step.value) };
      await exchange.respond(message, pending);
      step = await retrieval.next();
    }
    await exchange.respond(
      message,
      { affectedSopClassUid, ...finalOf(step.value) },
      failedList(step.value, context),
    );
  } catch (error) {
    const answer = answerOfError(error);
    await exchange.respond(message, {
      affectedSopClassUid,
      status: answer.dicomStatus,
      ...commentOf(answer),
    });
  } finally {
    // Ends the work of a handler whose peer has gone; after its own end this does nothing.
    await retrieval?.return(undefined as never);
  }
}

const queryRequest = (message: Message, context: AcceptedContext, signal: AbortSignal): QueryRequest => ({
  sopClassUid: context.abstractSyntaxUid,
  messageId: message.command.messageId ?? 0,
  identifier: readIdentifier(message, context),
  signal,
});

const counts = ({ remaining, completed, failed, warning }: SubOperations) => ({
  numberOfRemainingSubOperations: remaining,
  numberOfCompletedSubOperations: completed,
  numberOfFailedSubOperations: failed,
  numberOfWarningSubOperations: warning,
});

/** The number of remaining ones belongs to pending and cancelled responses only (PS3.7 table 9.1-3). */
function finalOf(outcome: RetrieveOutcome) {
  const { numberOfRemainingSubOperations, ...others } = counts(outcome.subOperations);
  const isCancelled = outcome.dicomStatus === Status.cancel;
  return {
    status: outcome.dicomStatus,
    ...(isCancelled && { numberOfRemainingSubOperations }),
    ...others,
    ...commentOf(outcome),
  };
}

/** (0008,0058), unless all went well (PS3.4 section C.4.2.1.4.2). */
function failedList(
  { dicomStatus, failedSopInstanceUids }: RetrieveOutcome,
  context: AcceptedContext,
): Buffer | null {
  if (dicomStatus === Status.success || failedSopInstanceUids.length === 0) return null;
  const list = dicomJsonOf({ FailedSOPInstanceUIDList: failedSopInstanceUids });
  return encodeDicomJson(list, context.transferSyntaxUid);
}
