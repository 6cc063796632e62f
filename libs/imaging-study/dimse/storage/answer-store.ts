import { Injectable } from '@nestjs/common';
import type { DimseAnswer, IncomingStore, ServedAssociation } from '@wetread/dimse';
import { Clock, type StudyInstanceUid } from '@wetread/kernel';
import type { Expectation } from '../../application/examine-instance';
import { StoreReceived } from '../../application/peers/store-received';
import type { ClaimedPatient } from '../../domain/identity/same-patient';
import { ExpectedStudies } from '../../domain/peers/expected-studies';
import type { Sender } from '../../domain/sending-registry';

/** Storage SCP (PS3.4 annex B): each association is one sender, its data sets are stored while they arrive. */
@Injectable()
export class AnswerStore {
  private readonly senders = new WeakMap<ServedAssociation, Sender>();
  private readonly expectations = new WeakMap<ServedAssociation, Expectation>();

  constructor(
    private readonly storeReceived: StoreReceived,
    private readonly expected: ExpectedStudies,
    private readonly clock: Clock,
  ) {}

  store(request: IncomingStore, association: ServedAssociation): Promise<DimseAnswer> {
    return this.storeReceived.execute(request, {
      source: { kind: 'dimse', peer: association.callingAeTitle },
      sender: this.senderOf(association),
      expectation: this.expectationOf(association),
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

  /** A study that we asked a peer to send is looked up once an association. */
  private expectationOf(association: ServedAssociation): Expectation {
    const known = this.expectations.get(association);
    if (known) return known;
    const patients = new Map<string, Promise<ClaimedPatient | null>>();
    const patientOfStudy = (study: StudyInstanceUid): Promise<ClaimedPatient | null> => {
      const patient = patients.get(study) ?? this.expected.patientOf(study, this.clock.now());
      patients.set(study, patient);
      return patient;
    };
    this.expectations.set(association, { patientOfStudy });
    return { patientOfStudy };
  }
}
