import { Loader } from '@mantine/core';
import type { DryRunAnswer, RuleOutcome } from '@wetread/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'wouter';
import { ProblemNotice } from '../components/problem-notice';
import { studyPath } from '../worklist/study-path';
import { decidedWords, destinationWords, expectedWords, LANE_WORDS } from './rule-words';
import { StudyPicker } from './study-picker';
import classes from './try-panel.module.css';
import { VerdictList } from './verdict-list';

interface Props {
  study: string | null;
  onStudy: (study: string | null) => void;
  run: UseQueryResult<DryRunAnswer>;
  /** The rules have faults and cannot be tried. */
  blocked: boolean;
}

/** What the rules as they stand here would do with a stored study, and because of what. Nothing is changed by it. */
export function TryPanel({ study, onStudy, run, blocked }: Props) {
  return (
    <section className={classes.panel} aria-label="Try the rules">
      <h2>Try on a study</h2>
      <p className={classes.lead}>
        The rules as they stand here, saved or not. Nothing is changed by trying.
      </p>
      <StudyPicker value={study} onChange={onStudy} />
      <div aria-live="polite" className={classes.result}>
        {study && blocked && <p className={classes.lead}>The rules have faults. Mend them to try.</p>}
        {study && !blocked && <Result study={study} run={run} />}
      </div>
    </section>
  );
}

function Result({ study, run }: { study: string; run: UseQueryResult<DryRunAnswer> }) {
  if (run.isPending) return <Loader size="sm" aria-label="Trying" />;
  if (run.isError) return <ProblemNotice error={run.error} compact onRetry={() => void run.refetch()} />;
  const { rule, outcome, missing, verdicts } = run.data;
  return (
    <div data-testid="dry-run" data-stale={run.isPlaceholderData || undefined}>
      <div className={classes.verdict}>
        <p className={classes.rule}>{decidedWords(rule)}</p>
        <Outcome outcome={outcome} />
        {missing.length > 0 && <p className={classes.missing}>Would wait for {missing.join(', ')}</p>}
        <Link href={studyPath(study)}>Open the study</Link>
      </div>
      <VerdictList verdicts={verdicts} />
    </div>
  );
}

function Outcome({
  outcome: { draft, model, lane, destinations, expectedSeries },
}: {
  outcome: RuleOutcome;
}) {
  return (
    <dl className={classes.outcome}>
      <Fact name="Draft">{draft ? `By ${model ?? 'the newest film reader'}` : 'None'}</Fact>
      {draft && <Fact name="Lane">{LANE_WORDS[lane]}</Fact>}
      <Fact name="Results">{destinationWords(destinations)}</Fact>
      {expectedSeries && <Fact name="Waits for">{expectedWords(expectedSeries)}</Fact>}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
