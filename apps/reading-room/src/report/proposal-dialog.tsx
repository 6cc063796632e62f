import { Button, Group, Modal } from '@mantine/core';
import type { DraftProposal } from '@wetread/contracts';
import { exactMoment } from '../wording/dates';
import { reasonWords } from '../wording/words';
import { compareWords } from './compare-words';
import { textOf, type Draft } from './draft';
import { WordDifference } from './word-difference';
import classes from './report-dialogs.module.css';

interface Props {
  proposal: DraftProposal;
  draft: Draft;
  /** Null where the report can no longer be edited: then it is only shown. */
  onTake: (() => void) | null;
  onClose: () => void;
}

/** A later draft of the model, beside a report that a person has already touched. It changes nothing by itself. */
export function ProposalDialog({ proposal, draft, onTake, onClose }: Props) {
  return (
    <Modal opened onClose={onClose} title="A newer AI draft, not taken over" size="lg">
      <div className={classes.body}>
        <p className={classes.lead}>
          {reasonWords(proposal.reason)} The model read it again on {exactMoment(proposal.createdAt)}. This is
          how its words differ from the report.
        </p>
        <div className={classes.text}>
          <WordDifference parts={compareWords(textOf(draft.sentences), textOf(proposal.sentences))} />
        </div>
      </div>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Keep the report as it is
        </Button>
        {onTake && <Button onClick={onTake}>Take its sentences, unsaved</Button>}
      </Group>
    </Modal>
  );
}
