/** A report that another system wrote, as ORU^R01 brought it. PHI. */
export interface ExternalReport {
  /** Filler order number, or the placer's. */
  reportNumber: string;
  accessionNumber: string | null;
  procedureText: string | null;
  /** `YYYY-MM-DD`. */
  observedOn: string | null;
  /** OBR-25: P, F, C ... */
  status: string;
  body: string;
}

export abstract class ExternalReports {
  /** Keyed by sender and report number: a correction replaces what it corrects. Inside a transaction. */
  abstract save(report: ExternalReport, patient: string, sender: string, at: Date): Promise<string>;
  /** Newest first. */
  abstract byAccession(accessionNumber: string): Promise<(ExternalReport & { id: string; sender: string })[]>;
}
