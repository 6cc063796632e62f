import { Injectable } from '@nestjs/common';
import type {
  Admission,
  AssociationRequest,
  DimseAnswer,
  DimseService,
  IncomingStore,
  MoveRequest,
  NormalizedAnswer,
  NormalizedRequest,
  QueryRequest,
  Retrieval,
  ServedAssociation,
} from '@wetread/dimse';
import type { DicomJson } from '@wetread/dicom';
import { AcknowledgeEarly } from '../application/intake/acknowledge-early';
import { AdmitPeers } from './admission/admit-peers';
import { AnswerCommitment } from './commitment/answer-commitment';
import { AnswerFind } from './query/answer-find';
import { AnswerRetrieve } from './retrieve/answer-retrieve';
import { AnswerStore } from './storage/answer-store';

/** What we do for DICOM peers: one service class, one class of ours. */
@Injectable()
export class DimseGateway implements DimseService {
  constructor(
    private readonly admission: AdmitPeers,
    private readonly storage: AnswerStore,
    private readonly query: AnswerFind,
    private readonly retrieval: AnswerRetrieve,
    private readonly commitment: AnswerCommitment,
    private readonly early: AcknowledgeEarly,
  ) {}

  admit(request: AssociationRequest): Promise<Admission> {
    return this.admission.admit(request);
  }

  store(request: IncomingStore, association: ServedAssociation): Promise<DimseAnswer> {
    return this.storage.store(request, association);
  }

  // Whoever asks finds what was acknowledged before.
  async *find(request: QueryRequest, association: ServedAssociation): AsyncIterable<DicomJson> {
    await this.early.settled();
    yield* this.query.find(request, association);
  }

  async *move(request: MoveRequest, association: ServedAssociation): Retrieval {
    await this.early.settled();
    return yield* this.retrieval.move(request, association);
  }

  async *get(request: QueryRequest, association: ServedAssociation): Retrieval {
    await this.early.settled();
    return yield* this.retrieval.get(request, association);
  }

  async action(request: NormalizedRequest, association: ServedAssociation): Promise<NormalizedAnswer> {
    await this.early.settled();
    return this.commitment.requested(request, association);
  }

  eventReport(request: NormalizedRequest, association: ServedAssociation): Promise<NormalizedAnswer> {
    return this.commitment.reported(request, association);
  }

  async closed(association: ServedAssociation): Promise<void> {
    this.commitment.closed(association);
    await this.storage.closed(association);
  }
}
