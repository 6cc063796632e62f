import { Injectable } from '@nestjs/common';
import { DicomObject } from '@wetread/dicom';
import { AppConfig } from '@wetread/platform';
import { type RenderedReport, RenderReport, renderOru } from '@wetread/reporting';
import { ComposeMessage } from '../../application/compose-message';
import type { Delivery } from '../../domain/delivery';
import { type DeliveryFormat, dicomFormats } from '../../domain/delivery-format';
import type { Destination, MllpTarget } from '../../domain/destination';
import { controlIdOf, idempotencyKeyOf } from '../../domain/message-id';
import type { Message } from '../../domain/transport';
import { eventEnvelope } from './event-envelope';

type DicomFormat = (typeof dicomFormats)[number];

/** Messages of the revision that a delivery names, whatever has become of the report since. */
@Injectable()
export class ReportMessageComposer extends ComposeMessage {
  constructor(
    private readonly renderReport: RenderReport,
    private readonly config: AppConfig,
  ) {
    super();
  }

  async compose(delivery: Delivery, { target, sends }: Destination): Promise<Message> {
    const { format } = delivery;
    if (isDicom(format)) {
      const { bytes } = await this.rendered(delivery, format, sends);
      return { id: DicomObject.parse(bytes).header.sopInstanceUid, format, bytes: Buffer.from(bytes) };
    }
    if (format === 'oru' || format === 'oru-pdf') return this.oru(delivery, target as MllpTarget, sends);
    const id = idempotencyKeyOf(delivery);
    if (format === 'event') {
      const { issuedAt } = await this.document(delivery);
      return { id, format, bytes: eventEnvelope(delivery, id, issuedAt, this.config.http.publicUrl) };
    }
    return { id, format, bytes: Buffer.from((await this.rendered(delivery, format, sends)).bytes) };
  }

  async patientWords(delivery: Delivery): Promise<string[]> {
    const { patient, study } = await this.document(delivery);
    const dates = [patient.birthDate, study.studyDate].flatMap((date) =>
      date ? [date, date.replaceAll('-', '')] : [],
    );
    const identifiers = [patient.patientId, study.accessionNumber, study.studyId].flatMap((id) => id ?? []);
    const names = [patient.patientName, study.referringPhysicianName ?? ''].flatMap((pn) =>
      pn.split(/[\^=\s]+/),
    );
    return [...names, ...identifiers, ...dates].filter((word) => word !== '');
  }

  private async oru(delivery: Delivery, target: MllpTarget, sends: Destination['sends']): Promise<Message> {
    const id = controlIdOf(delivery);
    const pdf =
      delivery.format === 'oru-pdf' ? (await this.rendered(delivery, 'pdf', sends)).bytes : undefined;
    const { sendingApplication, sendingFacility, receivingApplication, receivingFacility } = target;
    const header = { sendingApplication, sendingFacility, receivingApplication, receivingFacility };
    const oru = renderOru(await this.document(delivery, sends), { ...header, controlId: id, pdf });
    return { id, format: delivery.format, bytes: oru.toBytes() };
  }

  private document({ reportId, revision }: Delivery, audience?: Destination['sends']) {
    return this.renderReport.document(reportId, revision, audience);
  }

  private rendered(
    { reportId, revision }: Delivery,
    format: DicomFormat | 'pdf' | 'fhir-bundle',
    audience: Destination['sends'],
  ): Promise<RenderedReport> {
    return this.renderReport.execute({ reportId, revision, format, audience });
  }
}

const isDicom = (format: DeliveryFormat): format is DicomFormat =>
  (dicomFormats as readonly DeliveryFormat[]).includes(format);
