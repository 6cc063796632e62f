import { Injectable } from '@nestjs/common';
import type { DimseAnswer, IncomingStore, ServedAssociation } from '@wetread/dimse';
import { StoreReceived } from '../../application/peers/store-received';
import type { Sender } from '../../domain/sending-registry';

/** Storage SCP (PS3.4 annex B): each association is one sender, its data sets are stored while they arrive. */
@Injectable()
export class AnswerStore {
  private readonly senders = new WeakMap<ServedAssociation, Sender>();

  constructor(private readonly storeReceived: StoreReceived) {}

  store(request: IncomingStore, association: ServedAssociation): Promise<DimseAnswer> {
    return this.storeReceived.execute(request, {
      source: { kind: 'dimse', peer: association.callingAeTitle },
      sender: this.senderOf(association),
    });
  }

  async closed(association: ServedAssociation): Promise<void> {
    const sender = this.senders.get(association);
    if (sender) await this.storeReceived.finish(sender);
  }

  private senderOf(association: ServedAssociation): Sender {
    const sender = this.senders.get(association) ?? this.storeReceived.open();
    this.senders.set(association, sender);
    return sender;
  }
}
