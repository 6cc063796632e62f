import type { AcceptedContext } from '../association/accepted-context';
import type { MessageExchange } from '../association/message-exchange';
import {
  type NormalizedAnswer,
  type NormalizedRequest,
  serveNormalized,
  serveStore,
} from '../association/serve-requests';
import type { DimseAnswer, IncomingStore } from '../association/store';
import type { Message } from '../message/message-assembler';
import { CommandField } from '../message/command-field';
import { Status } from '../message/status';

/** What the peer may ask of us on an association that we opened. */
export interface PeerRequests {
  /** Sub-operations of a C-GET; without it they are refused. */
  onStore?: (request: IncomingStore) => Promise<DimseAnswer>;
  /** Storage commitment results that come on the same association. */
  onEventReport?: (request: NormalizedRequest) => Promise<NormalizedAnswer>;
}

/**
 * Answers what a peer asks on an association that we opened: C-STORE of a C-GET, storage commitment results, C-ECHO.
 * Never rejects: an answer that cannot be sent means that the association has ended, which is told elsewhere.
 */
export async function answerPeer(
  exchange: MessageExchange,
  message: Message,
  context: AcceptedContext,
  { onStore, onEventReport }: PeerRequests,
): Promise<void> {
  const { commandField } = message.command;
  try {
    if (commandField === CommandField.cStore)
      await serveStore(exchange, message, context, async (request) =>
        onStore && context.weMayBe.scp ? onStore(request) : { dicomStatus: Status.notAuthorized },
      );
    else if (commandField === CommandField.nEventReport && onEventReport)
      await serveNormalized(exchange, message, context, onEventReport);
    else if (commandField === CommandField.cEcho) await exchange.respond(message, { status: Status.success });
    else if (commandField !== CommandField.cCancel)
      await exchange.respond(message, { status: Status.unrecognizedOperation });
  } catch {
    // See above.
  }
}
