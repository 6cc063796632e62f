import { Button, Group, Modal, Textarea } from '@mantine/core';
import type { Report } from '@wetread/contracts';
import { useState } from 'react';
import { ProblemNotice } from '../components/problem-notice';
import { isWithdrawable, withdrawalWords } from './withdrawal';
import type { ReportMutations } from './use-report-mutations';
import classes from './report-dialogs.module.css';

interface Props {
  report: Report;
  withdraw: ReportMutations['withdraw'];
  onClose: () => void;
  onDone: () => void;
}

/** Takes a report back, for a reason that stays with it. */
export function WithdrawDialog({ report, withdraw, onClose, onDone }: Props) {
  const [reason, setReason] = useState('');
  const given = reason.trim();
  return (
    <Modal opened onClose={onClose} title={withdrawalWords(report.status).title} size="lg">
      <div className={classes.body}>
        <Textarea
          label="Reason"
          description={withdrawalWords(report.status).consequence}
          autosize
          minRows={3}
          maxRows={8}
          maxLength={500}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {withdraw.isError && <ProblemNotice error={withdraw.error} compact />}
      </div>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Keep the report
        </Button>
        <Button
          color="red"
          disabled={given === '' || !isWithdrawable(report.status)}
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate(given, { onSuccess: onDone })}
        >
          Withdraw
        </Button>
      </Group>
    </Modal>
  );
}
