import type { Socket } from 'node:net';
import type { Logger } from '@wetread/platform';
import type { FinishSending } from '../application/finish-sending';
import type { StoreInstances } from '../application/store-instances.use-case';
import type { Sender, SendingRegistry } from '../domain/sending-registry';
import type { Rejection } from './association-policy';
import { PduGuard } from './pdu-guard';
import { type AssociationOwner, StorageScp, type StoreAnswer, type StoreRequest } from './storage-scp';
import { storeOne } from './store-association';

export interface DimseConnectionContext {
  /** Largest data set, bytes. */
  limit: number;
  storeInstances: StoreInstances;
  senders: SendingRegistry;
  finishSending: FinishSending;
  logger: Logger;
  admit(callingAeTitle: string, calledAeTitle: string): Rejection | null;
  closed(): void;
}

const MiB = 1024 * 1024;
/** From connect to A-ASSOCIATE-RQ (the ARTIM timer of PS3.8 section 9.1.5). */
const ASSOCIATE_WITHIN_MS = 15_000;
/** Between two PDUs, however slowly their bytes drip. */
const PDU_WITHIN_MS = 60_000;
/** What a peer gets to close the connection after release, rejection or abort. */
const CLOSE_WITHIN_MS = 2_000;

/** One TCP connection: guards its bytes and its pace, and is one sender until it ends. */
export class DimseConnection implements AssociationOwner {
  readonly dataSetLimit: number;
  private readonly scp: StorageScp;
  private readonly sender: Sender;
  private readonly ended: Promise<void>;
  private watchdog: NodeJS.Timeout;
  private stores = 0;
  private ending = false;

  constructor(
    private readonly socket: Socket,
    private readonly context: DimseConnectionContext,
  ) {
    this.dataSetLimit = context.limit;
    this.sender = context.senders.open();
    this.watchdog = this.watch(ASSOCIATE_WITHIN_MS, 'no association was requested');
    // Before the library's own listener, so that a refused PDU is not gathered any further.
    this.guard();
    this.scp = new StorageScp(socket, PDU_WITHIN_MS).belongTo(this);
    this.ended = new Promise((resolve) => socket.once('close', () => resolve(this.end())));
  }

  admit(callingAeTitle: string, calledAeTitle: string): Rejection | null {
    const rejection = this.context.admit(callingAeTitle, calledAeTitle);
    if (rejection) {
      this.context.logger.warn({ because: rejection.because }, 'a DICOM association was rejected');
      this.closeSoon();
    }
    return rejection;
  }

  async store(request: StoreRequest): Promise<StoreAnswer> {
    this.stores += 1;
    try {
      return await storeOne(this.context.storeInstances, request, this.sender, this.dataSetLimit);
    } catch (error) {
      this.context.logger.error({ error }, 'a C-STORE request failed unexpectedly');
      throw error;
    } finally {
      this.stores -= 1;
      this.alive();
    }
  }

  finished(reason: string): void {
    this.context.logger.debug({ reason, sender: this.sender.id }, 'a DICOM association ends');
    this.closeSoon();
    if (reason !== 'released') this.socket.end();
  }

  /** Ends the connection at once; resolves when what it had sent is stored and its studies are released. */
  async close(): Promise<void> {
    this.socket.destroy();
    await this.ended;
  }

  private guard(): void {
    const guard = new PduGuard({
      dataBytes: MiB,
      controlBytes: 128 * 1024,
      commandBytes: 64 * 1024,
      messageBytes: 2 * this.dataSetLimit + 4 * MiB,
    });
    this.socket.on('data', (chunk: Buffer) => {
      try {
        if (guard.follow(chunk) > 0) this.alive();
      } catch (error) {
        this.context.logger.warn({ error }, 'a DICOM peer broke the protocol');
        this.socket.destroy();
      }
    });
  }

  /** A whole PDU has come: the next may take as long again. */
  private alive(): void {
    if (this.ending) return;
    clearTimeout(this.watchdog);
    this.watchdog = this.watch(PDU_WITHIN_MS, 'the peer fell silent');
  }

  private watch(ms: number, because: string): NodeJS.Timeout {
    return setTimeout(() => {
      if (this.stores > 0) return void this.watchdog.refresh();
      this.context.logger.warn({ because }, 'a silent DICOM connection was closed');
      this.socket.destroy();
    }, ms);
  }

  private closeSoon(): void {
    if (this.ending) return;
    this.ending = true;
    // Whatever still comes is thrown away unread.
    this.socket.removeAllListeners('data').resume();
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.socket.destroy(), CLOSE_WITHIN_MS);
  }

  private async end(): Promise<void> {
    clearTimeout(this.watchdog);
    try {
      await this.scp.settled();
      await this.context.finishSending.execute(this.sender);
    } catch (error) {
      this.context.logger.error({ error }, 'the studies of a closed association could not be released');
    } finally {
      this.context.closed();
    }
  }
}
