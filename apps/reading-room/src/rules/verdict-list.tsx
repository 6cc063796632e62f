import type { DryRunAnswer, RuleExplanation } from '@wetread/contracts';
import { IconCheck, IconQuestionMark, IconX } from '@tabler/icons-react';
import { ruleName, VERDICT_WORDS } from './rule-words';
import classes from './verdict-list.module.css';

type Verdict = DryRunAnswer['verdicts'][number];
type Truth = RuleExplanation['truth'];

/** Every rule in its order, and how each of its comparisons came out. */
export function VerdictList({ verdicts }: { verdicts: readonly Verdict[] }) {
  return (
    <ol className={classes.list}>
      {verdicts.map((verdict) => (
        <li key={verdict.rule} className={classes.rule} data-verdict={verdict.verdict} data-testid="verdict">
          <p className={classes.head}>
            <span>{ruleName(verdict.rule)}</span>
            <span className={classes.said}>{VERDICT_WORDS[verdict.verdict]}</span>
          </p>
          {!isBuiltIn(verdict.rule) && <Parts explanation={verdict.explanation} />}
        </li>
      ))}
    </ol>
  );
}

const isBuiltIn = (rule: string): boolean => rule === 'default' || rule === 'prior';

function Parts({ explanation }: { explanation: RuleExplanation }) {
  return (
    <ul className={classes.parts}>
      {explanation.parts.map(({ expression, truth, values }, index) => (
        <li key={index} className={classes.part} data-truth={truth}>
          <TruthMark truth={truth} />
          <div>
            <code>{expression}</code>
            {values.map(({ attribute, value }) => (
              <p key={attribute} className={classes.value}>
                {attribute}: {value}
              </p>
            ))}
          </div>
        </li>
      ))}
    </ul>
  );
}

const TRUTHS = {
  true: [IconCheck, 'Holds'],
  false: [IconX, 'Does not hold'],
  unknown: [IconQuestionMark, 'Not known'],
} as const satisfies Record<Truth, readonly [typeof IconX, string]>;

function TruthMark({ truth }: { truth: Truth }) {
  const [Icon, words] = TRUTHS[truth];
  return <Icon size={15} stroke={2} className={classes.mark} role="img" aria-label={words} />;
}
