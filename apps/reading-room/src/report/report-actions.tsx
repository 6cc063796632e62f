import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { isFault } from '../api/api-fault';
import { ProblemNotice } from '../components/problem-notice';
import { shownKey } from '../keyboard/shortcuts';
import { ReportMenu } from './report-menu';
import type { ReportDesk } from './use-report-desk';
import { isWithdrawn } from './withdrawal';
import classes from './report-actions.module.css';

interface Props {
  desk: ReportDesk;
  mayEdit: boolean;
  maySign: boolean;
}

/** The bar below the report: where the reader's work stands, and what can be done with it. */
export function ReportActions({ desk, mayEdit, maySign }: Props) {
  const { revise } = desk.mutations;
  const failed = revise.isError && !isFault(revise.error, 'report.revision-stale');
  return (
    <footer className={classes.bar}>
      {failed && <ProblemNotice error={revise.error} compact />}
      {desk.overtaken && (
        <button type="button" className={classes.overtaken} onClick={() => desk.setDialog('stale')}>
          A newer revision was saved meanwhile. See what changed
        </button>
      )}
      {desk.report.proposal && (
        <button type="button" className={classes.overtaken} onClick={() => desk.setDialog('proposal')}>
          The model has drafted again meanwhile. See its draft
        </button>
      )}
      <div className={classes.row}>
        {maySign && !isWithdrawn(desk.report.status) && <ReportMenu desk={desk} />}
        <span className={classes.standing} role="status">
          {standing(desk, mayEdit)}
        </span>
        {desk.editable && <WayBack desk={desk} />}
        {desk.preliminary ? (
          <DraftButtons desk={desk} mayEdit={mayEdit} maySign={maySign} />
        ) : (
          maySign && !isWithdrawn(desk.report.status) && <SignedButtons desk={desk} />
        )}
      </div>
    </footer>
  );
}

function standing(desk: ReportDesk, mayEdit: boolean): string {
  if (desk.correcting) return 'Correcting';
  if (!desk.preliminary) return '';
  if (!mayEdit) return 'Your role reads; it does not edit';
  if (desk.dirty) return 'Changes not saved';
  return '';
}

function WayBack({ desk }: { desk: ReportDesk }) {
  return (
    <>
      <Tooltip label={`Undo (${shownKey('undo')})`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Undo"
          disabled={desk.draft.past.length === 0}
          onClick={() => desk.dispatch({ type: 'undo' })}
        >
          <IconArrowBackUp size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`Redo (${shownKey('redo')})`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Redo"
          disabled={desk.draft.future.length === 0}
          onClick={() => desk.dispatch({ type: 'redo' })}
        >
          <IconArrowForwardUp size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </>
  );
}

function DraftButtons({ desk, mayEdit, maySign }: Props) {
  const { revise } = desk.mutations;
  return (
    <>
      {mayEdit && (
        <Tooltip label={`Save a revision (${shownKey('save')})`}>
          <Button
            variant="default"
            disabled={!desk.dirty}
            loading={revise.isPending}
            onClick={() => desk.save()}
          >
            Save
          </Button>
        </Tooltip>
      )}
      {maySign && (
        <Tooltip label={`Sign (${shownKey('sign')})`}>
          <Button onClick={desk.sign} disabled={revise.isPending}>
            {desk.dirty ? 'Save and sign' : 'Sign'}
          </Button>
        </Tooltip>
      )}
    </>
  );
}

function SignedButtons({ desk }: { desk: ReportDesk }) {
  if (desk.correcting) {
    return (
      <>
        <Button variant="default" onClick={desk.stopCorrecting}>
          Cancel
        </Button>
        <Button disabled={!desk.dirty} onClick={() => desk.setDialog('correction')}>
          File the correction
        </Button>
      </>
    );
  }
  return (
    <>
      <Button variant="default" onClick={desk.startCorrecting}>
        Correct
      </Button>
      <Button variant="default" onClick={() => desk.setDialog('addendum')}>
        Addendum
      </Button>
    </>
  );
}
