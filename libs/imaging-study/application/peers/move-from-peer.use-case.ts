import { Injectable } from '@nestjs/common';
import { openAssociation, queryContext, type RetrieveResult, type SubOperations } from '@wetread/dimse';
import { Clock, type StudyInstanceUid } from '@wetread/kernel';
import { AppConfig } from '@wetread/platform';
import type { ClaimedPatient } from '../../domain/identity/same-patient';
import { ExpectedStudies } from '../../domain/peers/expected-studies';
import { Peers } from './peers';
import { QueryRetrieve } from './query-retrieve';
import { retrieveIdentifier, type RetrieveKeys } from './retrieve-keys';

/** Longer than any transfer is waited for; some archives send on after they have said that they are done. */
const EXPECTED_FOR_MS = 60 * 60_000;

export interface MoveFromPeerCommand extends RetrieveKeys {
  aeTitle: string;
  /** Whom the peer shall send to; we ourselves when left out. The peer must know the title. */
  destination?: string;
  /** Whose study it must be: what comes to our listener of it and is another's is refused there. */
  patient?: ClaimedPatient;
  signal?: AbortSignal;
  onProgress?: (progress: SubOperations) => void;
}

/** Has a peer send a study to our listener, or to another (C-MOVE). */
@Injectable()
export class MoveFromPeer {
  constructor(
    private readonly peers: Peers,
    private readonly expected: ExpectedStudies,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /** @throws ApplicationEntityUnknown, ApplicationEntityOnlyCalls, DimseError */
  async execute({
    aeTitle,
    destination,
    signal,
    onProgress,
    patient,
    ...keys
  }: MoveFromPeerCommand): Promise<RetrieveResult> {
    const sopClassUid = QueryRetrieve.studyRootMove;
    const peer = await this.peers.dimsePeer(aeTitle);
    if (patient) await this.expect(keys.studyInstanceUid, patient);
    const association = await openAssociation(peer, [queryContext(sopClassUid)]);
    try {
      const result = await association.move({
        sopClassUid,
        identifier: retrieveIdentifier(keys),
        destination: destination ?? this.config.dimse.aeTitle,
        signal,
        onProgress,
      });
      await association.release();
      return result;
    } finally {
      association.abort();
    }
  }

  private expect(study: string, patient: ClaimedPatient): Promise<void> {
    const at = this.clock.now();
    const until = new Date(at.getTime() + EXPECTED_FOR_MS);
    return this.expected.expect(study as StudyInstanceUid, patient, { at, until });
  }
}
