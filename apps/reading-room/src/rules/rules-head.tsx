import { Button } from '@mantine/core';
import type { RuleSet, RuleSetHead } from '@wetread/contracts';
import page from '../components/page.module.css';
import { shownKey } from '../keyboard/shortcuts';
import { counted } from '../wording/words';
import classes from './rules-head.module.css';
import type { RuleDesk } from './use-rule-desk';

interface Props {
  set: RuleSet;
  heads: readonly RuleSetHead[];
  desk: RuleDesk;
  onReview: () => void;
  onActivate: () => void;
}

/** Which version is shown, which one decides, and what can be done with what was changed. */
export function RulesHead({ set, heads, desk, onReview, onActivate }: Props) {
  const active = heads.find((head) => head.active)?.version;
  const isActive = set.version === active;
  const broken = new Set(desk.faults.map(({ rule }) => rule)).size;
  return (
    <>
      <header className={page.head}>
        <h1>Rules</h1>
        <span className={page.about} role="status">
          {desk.dirty ? 'Changed, not saved' : `Version ${set.version}${isActive ? ' decides' : ''}`}
          {broken > 0 && `; ${counted(broken, 'rule is', 'rules are')} not valid`}
        </span>
        <div className={page.push}>
          {desk.dirty && (
            <Button variant="default" onClick={desk.discard}>
              Discard changes
            </Button>
          )}
          <Button
            disabled={!desk.dirty || !desk.sound}
            title={`Review and save (${shownKey('save')})`}
            onClick={onReview}
          >
            Review and save
          </Button>
        </div>
      </header>
      {!isActive && !desk.dirty && (
        <p className={classes.notice} data-testid="not-active">
          These are the rules of version {set.version}, which decides nothing. Version {active} decides.
          <Button size="compact-sm" variant="default" onClick={onActivate}>
            Activate version {set.version}
          </Button>
        </p>
      )}
    </>
  );
}
