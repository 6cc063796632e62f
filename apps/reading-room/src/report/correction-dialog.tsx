import { Button, Group, Modal, Radio, TextInput } from '@mantine/core';
import type { CorrectReportRequest } from '@wetread/contracts';
import { useState } from 'react';
import { ProblemNotice } from '../components/problem-notice';
import { compareWords } from './compare-words';
import { textOf, toSave, type Draft } from './draft';
import type { ReportMutations } from './use-report-mutations';
import { WordDifference } from './word-difference';
import classes from './report-dialogs.module.css';

interface Props {
  draft: Draft;
  correct: ReportMutations['correct'];
  onClose: () => void;
  onDone: () => void;
}

/** Files a correction of a signed report: what changes, and why. */
export function CorrectionDialog({ draft, correct, onClose, onDone }: Props) {
  const [reason, setReason] = useState('');
  const [kind, setKind] = useState<CorrectReportRequest['kind']>('corrected');
  const submit = (): void =>
    correct.mutate(
      { baseRevision: draft.base.revision, sentences: toSave(draft.sentences), reason: reason.trim(), kind },
      { onSuccess: onDone },
    );
  return (
    <Modal opened onClose={onClose} title="Correct the signed report" size="lg">
      <div className={classes.body}>
        <div className={classes.text}>
          <WordDifference parts={compareWords(textOf(draft.base.sentences), textOf(draft.sentences))} />
        </div>
        <Radio.Group
          label="What it is"
          value={kind}
          onChange={(value) => setKind(value === 'amended' ? 'amended' : 'corrected')}
        >
          <Group mt={6} gap="lg">
            <Radio value="corrected" label="An error put right" />
            <Radio value="amended" label="A change for new information" />
          </Group>
        </Radio.Group>
        <TextInput
          label="Why"
          description="Kept with the revision and printed under the report."
          maxLength={500}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {correct.isError && <ProblemNotice error={correct.error} compact />}
      </div>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Go on editing
        </Button>
        <Button disabled={reason.trim() === ''} loading={correct.isPending} onClick={submit}>
          Sign the correction
        </Button>
      </Group>
    </Modal>
  );
}
