import type { Report } from '@wetread/contracts';
import tab from '../components/tab-table.module.css';
import { ProbabilityBar } from './probability-bar';
import classes from './findings-panel.module.css';

type Finding = Report['findings'][number];

/** "present, new": what was decided, and what became of it since the prior film. */
const decision = ({ present, change }: Finding): string =>
  [present ? 'present' : 'absent', change === 'none' ? '' : change].filter(Boolean).join(', ');

/** Every finding that the model looked for, with its calibrated probability and where it draws the line. */
export function FindingsPanel({ report }: { report: Report }) {
  const findings = report.findings.toSorted(
    (a, b) => Number(b.present) - Number(a.present) || b.probability - a.probability,
  );
  return (
    <div className={tab.panel}>
      <p className={tab.lead}>
        What the model decided, before any sentence was written. The tick is its threshold.
      </p>
      <table className={`${tab.table} ${classes.findings}`}>
        <thead>
          <tr>
            <th scope="col">Finding</th>
            <th scope="col">Decided</th>
            <th scope="col">Probability</th>
          </tr>
        </thead>
        <tbody>
          {findings.map((finding) => (
            <tr key={finding.code} data-present={finding.present || undefined}>
              <th scope="row">{finding.label}</th>
              <td>{decision(finding)}</td>
              <td className={classes.bar}>
                <ProbabilityBar probability={finding.probability} threshold={finding.threshold} wide />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
