import { Injectable } from '@nestjs/common';
import { openAssociation, queryContext } from '@wetread/dimse';
import { Peers } from '@wetread/imaging-study';
import { DomainError } from '@wetread/kernel';
import { AppConfig, Logger } from '@wetread/platform';
import { type WorklistEntry, worklistEntry } from './worklist-entry';
import { keysFor, MODALITY_WORKLIST } from './worklist-keys';

/** More answers to one accession number say that the worklist does not match by it. */
const MOST_ENTRIES = 50;
/** What one worklist may take. */
const PATIENCE_MS = 10_000;

/** The configured modality worklists of other systems (PS3.4 Annex K), peers of the registry. */
@Injectable()
export class ModalityWorklists {
  constructor(
    private readonly peers: Peers,
    private readonly config: AppConfig,
    private readonly logger: Logger,
  ) {}

  /**
   * The entries for an accession number that are wanted, of the first worklist that has any. One that does not answer is
   * told in the log and passed over.
   */
  async find(
    accessionNumber: string,
    isWanted: (entry: WorklistEntry) => boolean,
  ): Promise<{ source: string; entries: WorklistEntry[] } | null> {
    for (const source of this.config.worklistSources) {
      const entries = (await this.ask(source, accessionNumber)).filter(isWanted);
      if (entries.length > 0) return { source, entries };
    }
    return null;
  }

  private async ask(source: string, accessionNumber: string): Promise<WorklistEntry[]> {
    try {
      return await this.entries(source, accessionNumber, AbortSignal.timeout(PATIENCE_MS));
    } catch (error) {
      const code = error instanceof DomainError ? error.code : undefined;
      this.logger.warn({ error, code, source }, 'a modality worklist did not answer');
      return [];
    }
  }

  private async entries(
    aeTitle: string,
    accessionNumber: string,
    signal: AbortSignal,
  ): Promise<WorklistEntry[]> {
    const peer = await this.peers.dimsePeer(aeTitle);
    const association = await openAssociation(peer, [queryContext(MODALITY_WORKLIST)], { signal });
    const entries: WorklistEntry[] = [];
    try {
      const query = { sopClassUid: MODALITY_WORKLIST, identifier: keysFor(accessionNumber), signal };
      for await (const item of association.find(query)) {
        entries.push(worklistEntry(item));
        if (entries.length >= MOST_ENTRIES) break;
      }
      await association.release();
    } finally {
      association.abort();
    }
    // Some worklists ignore the key.
    return entries.filter(({ order }) => order.accessionNumber === accessionNumber);
  }
}
