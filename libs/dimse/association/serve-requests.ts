import type { NaturalDataset } from '@wetread/dicom';
import { type DicomItem, dicomJsonOf, encodeDicomJson, readDataSet } from '@wetread/dicom';
import { DimseRefusal } from '../dimse-error';
import type { Message } from '../message/message-assembler';
import { Status } from '../message/status';
import type { AcceptedContext } from './accepted-context';
import type { MessageExchange } from './message-exchange';
import { answerOfError, type DimseAnswer, type IncomingStore, incomingStore } from './store';

/** N-ACTION or N-EVENT-REPORT of a peer (PS3.7 sections 10.1.1 and 10.1.4). */
export interface NormalizedRequest {
  sopClassUid: string;
  sopInstanceUid: string;
  /** Action Type ID or Event Type ID. */
  typeId: number;
  information: DicomItem | null;
}
export interface NormalizedAnswer extends DimseAnswer {
  reply?: NaturalDataset;
}

/** Answers a C-STORE once its data set has come to its end, whatever the handler made of it. */
export async function serveStore(
  exchange: MessageExchange,
  message: Message,
  context: AcceptedContext,
  handle: (request: IncomingStore) => Promise<DimseAnswer>,
): Promise<void> {
  const answer = await answered(() => handle(incomingStore(message, context)));
  message.stream?.destroy();
  await message.stream?.arrived;
  await exchange.respond(message, {
    ...sopOf(message),
    status: answer.dicomStatus,
    ...commentOf(answer),
  });
}

export async function serveNormalized(
  exchange: MessageExchange,
  message: Message,
  context: AcceptedContext,
  handle: (request: NormalizedRequest) => Promise<NormalizedAnswer>,
): Promise<void> {
  const { command } = message;
  const answer: NormalizedAnswer = await answered(() =>
    handle({
      sopClassUid: command.requestedSopClassUid ?? command.affectedSopClassUid ?? '',
      sopInstanceUid: command.requestedSopInstanceUid ?? command.affectedSopInstanceUid ?? '',
      typeId: command.actionTypeId ?? command.eventTypeId ?? 0,
      information: message.dataSet && readIdentifier(message, context),
    }),
  );
  await exchange.respond(
    message,
    { ...sopOf(message), ...typeOf(message), status: answer.dicomStatus, ...commentOf(answer) },
    answer.reply ? encodeDicomJson(dicomJsonOf(answer.reply), context.transferSyntaxUid) : null,
  );
}

/** @throws DimseRefusal C000 when it cannot be read */
export function readIdentifier({ dataSet }: Message, { transferSyntaxUid }: AcceptedContext): DicomItem {
  try {
    return readDataSet(dataSet ?? Buffer.alloc(0), transferSyntaxUid);
  } catch {
    throw new DimseRefusal(Status.unableToProcess, 'the identifier cannot be read');
  }
}

async function answered<Answer extends DimseAnswer>(
  work: () => Promise<Answer>,
): Promise<Answer | DimseAnswer> {
  try {
    return await work();
  } catch (error) {
    return answerOfError(error);
  }
}

export const commentOf = ({ comment }: DimseAnswer) => (comment ? { errorComment: comment } : {});

const sopOf = ({ command }: Message) => {
  const affectedSopClassUid = command.affectedSopClassUid ?? command.requestedSopClassUid;
  const affectedSopInstanceUid = command.affectedSopInstanceUid ?? command.requestedSopInstanceUid;
  return { affectedSopClassUid, affectedSopInstanceUid };
};

const typeOf = ({ command: { actionTypeId, eventTypeId } }: Message) => ({ actionTypeId, eventTypeId });
