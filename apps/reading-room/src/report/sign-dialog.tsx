import { Button, Checkbox, Group, Modal } from '@mantine/core';
import type { Report } from '@wetread/contracts';
import { useState } from 'react';
import { ProblemNotice } from '../components/problem-notice';
import { FLAG_WORDS } from '../wording/words';
import type { ReportMutations } from './use-report-mutations';
import classes from './report-dialogs.module.css';

interface Props {
  report: Report;
  sign: ReportMutations['sign'];
  onClose: () => void;
  onSigned: () => void;
}

/** The last look before a name goes under the report: the whole text, every flag, every critical finding. */
export function SignDialog({ report, sign, onClose, onSigned }: Props) {
  const critical = report.sentences.filter((sentence) => sentence.critical);
  const flagged = report.sentences.filter((sentence) => sentence.flags.length > 0);
  const [acknowledged, setAcknowledged] = useState<ReadonlySet<string>>(new Set());
  const complete = critical.every(({ id }) => acknowledged.has(id));
  const toggle = (id: string, on: boolean): void => {
    const next = new Set(acknowledged);
    if (on) next.add(id);
    else next.delete(id);
    setAcknowledged(next);
  };
  const submit = (): void =>
    sign.mutate(
      { revision: report.revision, acknowledgedCriticalFindings: critical.length > 0 },
      { onSuccess: onSigned },
    );
  return (
    <Modal opened onClose={onClose} title="Sign this report" size="lg">
      <div className={classes.body}>
        <ReportText report={report} />
        {flagged.length > 0 && (
          <section className={classes.flags} aria-label="Flags of the verifier">
            <h3>The verifier still objects</h3>
            <ul>
              {flagged.flatMap((sentence) =>
                sentence.flags.map((flag) => (
                  <li key={`${sentence.id} ${flag.code} ${flag.message}`}>
                    <strong>{FLAG_WORDS[flag.code] ?? flag.code}.</strong> {flag.message}
                  </li>
                )),
              )}
            </ul>
          </section>
        )}
        {critical.length > 0 && (
          <fieldset className={classes.critical}>
            <legend>Critical findings, to acknowledge one by one</legend>
            {critical.map((sentence) => (
              <Checkbox
                key={sentence.id}
                label={sentence.text}
                color="alarm"
                checked={acknowledged.has(sentence.id)}
                onChange={(event) => toggle(sentence.id, event.currentTarget.checked)}
              />
            ))}
          </fieldset>
        )}
        {sign.isError && <ProblemNotice error={sign.error} compact />}
        <p className={classes.note}>
          Signing makes revision {report.revision} final. After that only an addendum or a correction can
          change it.
        </p>
      </div>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Go on reading
        </Button>
        <Button onClick={submit} disabled={!complete} loading={sign.isPending}>
          Sign as final
        </Button>
      </Group>
    </Modal>
  );
}

function ReportText({ report }: { report: Report }) {
  return (
    <div className={classes.text}>
      {(['findings', 'impression'] as const).map((section) => (
        <section key={section}>
          <h3>{section === 'findings' ? 'Findings' : 'Impression'}</h3>
          <p>
            {report.sentences
              .filter((sentence) => sentence.section === section)
              .map((sentence) => sentence.text)
              .join(' ') || 'No sentence'}
          </p>
        </section>
      ))}
    </div>
  );
}
