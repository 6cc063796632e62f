import { notifications } from '@mantine/notifications';
import { AddendumDialog } from './addendum-dialog';
import { CorrectionDialog } from './correction-dialog';
import { ProposalDialog } from './proposal-dialog';
import { SignDialog } from './sign-dialog';
import { StaleDialog } from './stale-dialog';
import { toSave } from './draft';
import { WithdrawDialog } from './withdraw-dialog';
import type { ReportDesk } from './use-report-desk';

const told = (message: string): void => {
  notifications.show({ message, color: 'tide' });
};

/** Whichever dialog is open. */
export function ReportDialogs({ desk }: { desk: ReportDesk }) {
  const { dialog, setDialog, mutations, draft, dispatch } = desk;
  const close = (): void => setDialog(null);
  const done = (message: string): void => {
    close();
    told(message);
  };
  switch (dialog) {
    case 'sign':
      return (
        <SignDialog
          report={desk.report}
          sign={mutations.sign}
          onClose={close}
          onSigned={() => done('Signed as final')}
        />
      );
    case 'addendum':
      return (
        <AddendumDialog append={mutations.append} onClose={close} onDone={() => done('Addendum signed')} />
      );
    case 'correction':
      return (
        <CorrectionDialog
          draft={draft}
          correct={mutations.correct}
          onClose={close}
          onDone={() => {
            desk.stopCorrecting();
            done('Correction signed');
          }}
        />
      );
    case 'withdrawal':
      return (
        <WithdrawDialog
          report={desk.report}
          withdraw={mutations.withdraw}
          onClose={close}
          onDone={() => done('Report withdrawn')}
        />
      );
    case 'proposal': {
      const { proposal } = desk.report;
      if (!proposal) return null;
      const take = (): void => {
        dispatch({ type: 'take-over', sentences: proposal.sentences });
        close();
      };
      return (
        <ProposalDialog
          proposal={proposal}
          draft={draft}
          onTake={desk.editable ? take : null}
          onClose={close}
        />
      );
    }
    case 'stale':
      return (
        <StaleDialog
          draft={draft}
          onClose={close}
          onTakeTheirs={(report) => {
            dispatch({ type: 'start-from', report });
            close();
          }}
          onKeepMine={(report) => {
            const known = new Set(report.sentences.map(({ id }) => id));
            // A sentence that the newer revision deleted comes back as a new one: its id is gone.
            const sentences = toSave(draft.sentences).map(({ id, ...rest }) =>
              id && known.has(id) ? { id, ...rest } : rest,
            );
            mutations.revise.mutate(
              { baseRevision: report.revision, sentences },
              {
                onSuccess: (saved) => {
                  dispatch({ type: 'start-from', report: saved });
                  done(`Saved as revision ${saved.revision}`);
                },
              },
            );
          }}
        />
      );
    case null:
      return null;
  }
}
