import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ApiFault } from '../api/api-fault';
import { sentence } from '../wording/words';
import classes from './problem-notice.module.css';

interface Props {
  error: unknown;
  onRetry?: () => void;
  compact?: boolean;
  /** Said when the fault is not the server's. */
  otherwise?: string;
}

/** An error in words, with a way on. The request id lets an operator find the log line. */
export function ProblemNotice({
  error,
  onRetry,
  compact = false,
  otherwise = 'Something went wrong on this page. Reload it.',
}: Props) {
  const fault = error instanceof ApiFault ? error : null;
  return (
    <div className={classes.notice} data-compact={compact || undefined} role="alert">
      <IconAlertTriangle className={classes.icon} size={20} stroke={1.8} aria-hidden />
      <div className={classes.words}>
        <p className={classes.detail}>{fault ? sentence(fault.message) : otherwise}</p>
        {fault?.requestId && <p className={classes.request}>Request {fault.requestId}</p>}
      </div>
      {onRetry && (
        <Button variant="default" size="xs" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
