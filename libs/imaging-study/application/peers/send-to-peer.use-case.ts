import { Injectable } from '@nestjs/common';
import { ConnectionLost, type DimseStatus, openAssociation, storageContexts } from '@wetread/dimse';
import type { StoredInstance } from '../../domain/stored-study';
import { Peers } from './peers';
import { SendStoredInstance } from './send-stored-instance';

export interface SendToPeerCommand {
  aeTitle: string;
  instances: readonly StoredInstance[];
  /** Ends the association at once. */
  signal?: AbortSignal;
  onResult?: (instance: StoredInstance, status: DimseStatus) => void;
}

/** Sends stored instances to a peer over one association (C-STORE). */
@Injectable()
export class SendToPeer {
  constructor(
    private readonly peers: Peers,
    private readonly sendStored: SendStoredInstance,
  ) {}

  /**
   * The peer's status of each instance, in their order.
   * @throws ApplicationEntityUnknown, ApplicationEntityOnlyCalls, DimseError when the association breaks
   */
  async execute({ aeTitle, instances, signal, onResult }: SendToPeerCommand): Promise<DimseStatus[]> {
    if (instances.length === 0) return [];
    const peer = await this.peers.dimsePeer(aeTitle);
    const association = await openAssociation(peer, storageContexts(instances), { signal });
    const statuses: DimseStatus[] = [];
    try {
      for (const instance of instances) {
        if (!association.isOpen) throw new ConnectionLost();
        const status = await this.sendStored.execute(association, instance);
        statuses.push(status);
        onResult?.(instance, status);
      }
      await association.release();
      return statuses;
    } finally {
      association.abort();
    }
  }
}
