import type { AcceptedContext } from '../association/accepted-context';
import type { MessageExchange } from '../association/message-exchange';
import { serveNormalized, serveStore } from '../association/serve-requests';
import { DimseRefusal } from '../dimse-error';
import { CommandField } from '../message/command-field';
import type { Message } from '../message/message-assembler';
import { Status } from '../message/status';
import type { DimseService, ServedAssociation } from './dimse-service';
import { serveFind, serveRetrieve } from './serve-query';

export interface Dispatch {
  service: DimseService;
  association: ServedAssociation;
  exchange: MessageExchange;
  message: Message;
  context: AcceptedContext;
  signal: AbortSignal;
}

/** Hands one request to its handler and answers it. Rejects only when the answer cannot be sent. */
export async function dispatch(request: Dispatch): Promise<void> {
  const { service, association, exchange, message, context, signal } = request;
  const { store, find, move, get, action, eventReport } = service;
  switch (message.command.commandField) {
    case CommandField.cEcho:
      return exchange.respond(message, {
        affectedSopClassUid: context.abstractSyntaxUid,
        status: Status.success,
      });
    case CommandField.cStore:
      return serveStore(exchange, message, context, async (incoming) => {
        if (!store) throw new DimseRefusal(Status.unrecognizedOperation, 'C-STORE is not offered');
        if (!context.weMayBe.scp) throw new DimseRefusal(Status.notAuthorized, 'no right to store');
        return store.call(service, incoming, association);
      });
    case CommandField.cFind:
      if (!find) break;
      return serveFind(exchange, message, context, signal, association, find.bind(service));
    case CommandField.cMove: {
      if (!move) break;
      const destination = message.command.moveDestination ?? '';
      return serveRetrieve(exchange, message, context, signal, (query) =>
        move.call(service, { ...query, destination }, association),
      );
    }
    case CommandField.cGet:
      if (!get) break;
      return serveRetrieve(exchange, message, context, signal, (query) =>
        get.call(service, query, association),
      );
    case CommandField.nAction:
      if (!action) break;
      return serveNormalized(exchange, message, context, (wanted) =>
        action.call(service, wanted, association),
      );
    case CommandField.nEventReport:
      if (!eventReport) break;
      return serveNormalized(exchange, message, context, (told) =>
        eventReport.call(service, told, association),
      );
    default:
  }
  await exchange.respond(message, { status: Status.unrecognizedOperation });
}
