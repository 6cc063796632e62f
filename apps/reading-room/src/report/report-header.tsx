import type { Report } from '@wetread/contracts';
import { exactMoment } from '../wording/dates';
import { STATUS_WORDS } from '../wording/words';
import { ExportMenu } from './export-menu';
import { ProvenancePopover } from './provenance-popover';
import classes from './report-header.module.css';

export function ReportHeader({ report }: { report: Report }) {
  return (
    <header className={classes.header}>
      <div className={classes.state}>
        <span className={classes.status} data-status={report.status} data-testid="report-status">
          {STATUS_WORDS[report.status]}
        </span>
        <span className={classes.revision}>Revision {report.revision}</span>
      </div>
      <div className={classes.tools}>
        <ProvenancePopover report={report} />
        <ExportMenu reportId={report.id} />
      </div>
      {report.signedBy && report.signedAt && (
        <p className={classes.signed}>
          Signed by {report.signedBy}, {exactMoment(report.signedAt)}
        </p>
      )}
    </header>
  );
}
