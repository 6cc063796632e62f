import { Injectable } from '@nestjs/common';
import type { AuditActor } from '@wetread/audit';
import type { Hl7Message } from '@wetread/hl7';
import { MergePatients, UpdatePatient } from '@wetread/imaging-study';
import { AppConfig } from '@wetread/platform';
import type { MessageKind } from '../messages/admission';
import { wrong } from '../messages/message-refused';
import { successorOf, type ToldMerge, toldMerges } from '../messages/told-merges';
import { toldOrders } from '../messages/told-orders';
import { senderOf, type ToldPatient, toldPatient } from '../messages/told-patient';
import { toldReports } from '../messages/told-reports';
import { RecordOrder } from './record-order';
import { RecordReport } from './record-report';

/** Orders, reports or merges of one message: a message is one transaction, for which all others wait. */
const MOST_AT_ONCE = 1000;

/** Does what a message says, in the surrounding transaction. */
@Injectable()
export class HandleMessage {
  constructor(
    private readonly updatePatient: UpdatePatient,
    private readonly mergePatients: MergePatients,
    private readonly recordOrder: RecordOrder,
    private readonly recordReport: RecordReport,
    private readonly config: AppConfig,
  ) {}

  /** @throws MessageRefused, and what identity refuses */
  async execute(kind: MessageKind, message: Hl7Message): Promise<void> {
    const sender = senderOf(message);
    const issuer = this.config.identity.defaultIssuer;
    refuseTooMany(message);
    if (kind === 'merge') {
      for (const merge of toldMerges(message, issuer)) await this.merge(merge, sender, message.controlId);
      return;
    }
    // Read as a whole before anything is written.
    const orders = kind === 'order' ? toldOrders(message) : [];
    const reports = kind === 'report' ? toldReports(message) : [];
    const patient = await this.update(toldPatient(message.first('PID'), issuer), sender);
    for (const order of orders) await this.recordOrder.execute(order, patient, { kind: 'hl7', peer: sender });
    for (const report of reports) await this.recordReport.execute(report, patient, sender);
  }

  /** Every identifier of PID-3 is this person's; the first one is whom orders are for. */
  private async update({ identities, demographics }: ToldPatient, sender: string): Promise<string> {
    const patients: string[] = [];
    for (const identity of identities) {
      patients.push(await this.updatePatient.execute({ identity, demographics, by: by(sender) }));
    }
    return patients[0] as string;
  }

  private async merge({ survivor, retired }: ToldMerge, sender: string, message: string): Promise<void> {
    await this.update(survivor, sender);
    for (const identity of retired) {
      const successor = successorOf(identity, survivor);
      await this.mergePatients.execute({ survivor: successor, retired: identity, by: by(sender), message });
    }
  }
}

/** Before anything is read: what belongs together is found in a time that grows with the square of their number. */
function refuseTooMany(message: Hl7Message): void {
  for (const name of ['ORC', 'OBR', 'PID', 'MRG'])
    if (message.all(name).length > MOST_AT_ONCE)
      throw wrong('segmentSequence', name, `more than ${MOST_AT_ONCE} of these segments in one message`);
}

const by = (sender: string): { source: { kind: string; peer: string }; actor: AuditActor } => ({
  source: { kind: 'hl7', peer: sender },
  actor: { kind: 'device', id: sender },
});
