import { Injectable } from '@nestjs/common';
import { Database } from '@wetread/platform';
import { type ExternalReport, ExternalReports } from '../domain/external-reports';

const SAVE = `insert into external_reports (patient_id, sender, report_number, accession_number, procedure_text,
    observed_on, status, body, received_at, updated_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
  on conflict (sender, report_number) do update set
    patient_id = excluded.patient_id,
    accession_number = coalesce(excluded.accession_number, external_reports.accession_number),
    procedure_text = coalesce(excluded.procedure_text, external_reports.procedure_text),
    observed_on = coalesce(excluded.observed_on, external_reports.observed_on),
    status = excluded.status, body = excluded.body, updated_at = excluded.updated_at
  returning id`;

const BY_ACCESSION = `select id, sender, report_number as "reportNumber", accession_number as "accessionNumber",
    procedure_text as "procedureText", observed_on as "observedOn", status, body
  from external_reports where accession_number = $1 order by updated_at desc, id`;

@Injectable()
export class ExternalReportsRepository extends ExternalReports {
  constructor(private readonly database: Database) {
    super();
  }

  async save(report: ExternalReport, patient: string, sender: string, at: Date): Promise<string> {
    const [row] = await this.database
      .manager()
      .query<{ id: string }[]>(SAVE, [
        patient,
        sender,
        report.reportNumber,
        report.accessionNumber,
        report.procedureText,
        report.observedOn,
        report.status,
        report.body,
        at,
      ]);
    return (row as { id: string }).id;
  }

  async byAccession(accessionNumber: string): Promise<(ExternalReport & { id: string; sender: string })[]> {
    return this.database.manager().query(BY_ACCESSION, [accessionNumber]);
  }
}
