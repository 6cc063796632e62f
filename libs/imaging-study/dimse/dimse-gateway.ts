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
  ) {}

  admit(request: AssociationRequest): Promise<Admission> {
    return this.admission.admit(request);
  }

  store(request: IncomingStore, association: ServedAssociation): Promise<DimseAnswer> {
    return this.storage.store(request, association);
  }

  find(request: QueryRequest, association: ServedAssociation): AsyncIterable<DicomJson> {
    return this.query.find(request, association);
  }

  move(request: MoveRequest, association: ServedAssociation): Retrieval {
    return this.retrieval.move(request, association);
  }

  get(request: QueryRequest, association: ServedAssociation): Retrieval {
    return this.retrieval.get(request, association);
  }

  action(request: NormalizedRequest, association: ServedAssociation): Promise<NormalizedAnswer> {
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
