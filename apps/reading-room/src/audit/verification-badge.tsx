import { Loader } from '@mantine/core';
import { IconLinkOff, IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { fetchVerification } from '../api/audit';
import { keys } from '../api/query-client';
import { ProblemNotice } from '../components/problem-notice';
import { counted } from '../wording/words';
import classes from './verification-badge.module.css';

/** Whether the hash chain still holds, checked by the server now. */
export function VerificationBadge() {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keys.verification,
    queryFn: ({ signal }) => fetchVerification(signal),
  });
  if (isPending) {
    return (
      <span className={classes.badge} role="status">
        <Loader size={14} /> Checking the chain
      </span>
    );
  }
  if (!data) return <ProblemNotice error={error} compact onRetry={() => void refetch()} />;
  if (data.intact) {
    return (
      <span
        className={classes.badge}
        data-intact
        title={`Head ${data.headHash}`}
        data-testid="audit-verification"
      >
        <IconShieldCheck size={17} aria-hidden /> Intact: {counted(data.entries, 'entry', 'entries')}, none
        changed, removed or reordered
      </span>
    );
  }
  return (
    <div className={classes.broken} role="alert" data-testid="audit-verification">
      <p>
        <IconLinkOff size={17} aria-hidden /> The chain is broken
      </p>
      <ul>
        {data.faults.slice(0, 10).map((fault) => (
          <li key={`${fault.sequence}-${fault.fault}`}>
            Entry {fault.sequence}: {fault.fault}
          </li>
        ))}
      </ul>
    </div>
  );
}
