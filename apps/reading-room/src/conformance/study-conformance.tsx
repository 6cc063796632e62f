import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ConformanceFinding, StudyConformance as Check } from '@wetread/contracts';
import { fetchConformance } from '../api/studies';
import { ApiFault } from '../api/api-fault';
import { keys } from '../api/query-client';
import { ProblemNotice } from '../components/problem-notice';
import { exactMoment } from '../wording/dates';
import tab from '../components/tab-table.module.css';
import classes from './study-conformance.module.css';

/** Which rules of the standard the study's objects break, and what is done about it. */
export function StudyConformance({ studyInstanceUid }: { studyInstanceUid: string }) {
  const check = useQuery({
    queryKey: keys.conformance(studyInstanceUid),
    queryFn: ({ signal }) => fetchConformance(studyInstanceUid, signal),
  });
  if (check.isPending) return <Skeleton height={96} m="md" />;
  if (check.isError) {
    return (
      <div className={tab.panel}>
        {isNotChecked(check.error) ? (
          <p className={tab.lead}>Not checked yet. Objects are checked when the study is complete.</p>
        ) : (
          <ProblemNotice error={check.error} onRetry={() => void check.refetch()} />
        )}
      </div>
    );
  }
  return <Findings check={check.data} />;
}

const isNotChecked = (error: unknown): boolean =>
  error instanceof ApiFault && error.code === 'study.conformance-not-checked';

function Findings({ check }: { check: Check }) {
  return (
    <div className={tab.panel} data-testid="conformance">
      <p className={tab.lead}>
        {summaryOf(check)} Checked before any model read it,{' '}
        <time dateTime={check.checkedAt}>{exactMoment(check.checkedAt)}</time>.
      </p>
      {check.findings.length > 0 && (
        <table className={`${tab.table} ${classes.findings}`}>
          <thead>
            <tr>
              <th scope="col">Attribute</th>
              <th scope="col">What it breaks</th>
              <th scope="col">Objects</th>
            </tr>
          </thead>
          <tbody>
            {check.findings.map((finding) => (
              <Row key={`${finding.rule} ${finding.attribute}`} finding={finding} of={check.instances} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function Row({ finding, of }: { finding: ConformanceFinding; of: number }) {
  return (
    <tr data-severity={finding.severity}>
      <th scope="row">
        {finding.attribute}
        {finding.module && <span className={classes.module}>{finding.module}</span>}
      </th>
      <td>
        {finding.message}
        {finding.handling && <span className={classes.handling}>{finding.handling}</span>}
      </td>
      <td className={classes.count} title={finding.exampleSopInstanceUid}>
        {finding.instances} of {of}
      </td>
    </tr>
  );
}

function summaryOf({ findings, instances, unreadable }: Check): string {
  const objects = instances === 1 ? '1 object' : `${instances} objects`;
  const unread = unreadable > 0 ? ` ${unreadable} could not be read again.` : '';
  if (findings.length === 0) return `${objects}, no rule of its IOD broken.${unread}`;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const told = [counted(errors, 'rule broken', 'rules broken'), counted(warnings, 'remark', 'remarks')];
  return `${objects}: ${told.filter(Boolean).join(', ')}.${unread}`;
}

const counted = (count: number, one: string, many: string): string =>
  count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
