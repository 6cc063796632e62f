import { ActionIcon, Switch, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil, IconTrash } from '@tabler/icons-react';
import type { DryRunAnswer, RuleFault } from '@wetread/contracts';
import type { ReactNode } from 'react';
import classes from './rule-card.module.css';
import type { DraftRule } from './rule-draft';
import { RuleForm } from './rule-form';
import { outcomeParts } from './rule-words';

type Verdict = DryRunAnswer['verdicts'][number]['verdict'];

export interface RuleActions {
  change: (rule: DraftRule) => void;
  move: (rule: DraftRule, by: -1 | 1) => void;
  remove: (rule: DraftRule) => void;
  edit: (rule: DraftRule | null) => void;
}

interface Props {
  rule: DraftRule;
  place: number;
  last: boolean;
  editing: boolean;
  faults: readonly RuleFault[];
  /** How it comes out for the study that is tried. */
  verdict: Verdict | undefined;
  actions: RuleActions;
}

/** One rule in its place: what it is for, what it does, and its form when it is edited. */
export function RuleCard({ rule, place, last, editing, faults, verdict, actions }: Props) {
  const name = rule.name || 'a rule without a name';
  // A card that is moved in the page loses the focus; whoever moves it by keys goes on moving it.
  const move = (by: -1 | 1, button: HTMLElement): void => {
    actions.move(rule, by);
    requestAnimationFrame(() => button.focus());
  };
  return (
    <li
      className={classes.card}
      data-inactive={!rule.active || undefined}
      data-verdict={verdict}
      data-testid="rule"
    >
      <div className={classes.head}>
        <span className={classes.place}>{place + 1}</span>
        <div className={classes.words}>
          <p className={classes.name}>
            {rule.name || 'New rule'}
            {!rule.active && <span className={classes.off}>Off</span>}
            {faults.length > 0 && !editing && <span className={classes.faulty}>Not valid</span>}
          </p>
          {!editing && <p className={classes.condition}>{rule.condition}</p>}
          {!editing && <Outcome rule={rule} />}
        </div>
        <div className={classes.actions}>
          <Switch
            size="xs"
            aria-label={`${name} is on`}
            checked={rule.active}
            onChange={(event) => actions.change({ ...rule, active: event.currentTarget.checked })}
          />
          <Act label={`Move ${name} up`} disabled={place === 0} onClick={(button) => move(-1, button)}>
            <IconArrowUp size={16} aria-hidden />
          </Act>
          <Act label={`Move ${name} down`} disabled={last} onClick={(button) => move(1, button)}>
            <IconArrowDown size={16} aria-hidden />
          </Act>
          <Act label={`Edit ${name}`} expanded={editing} onClick={() => actions.edit(editing ? null : rule)}>
            <IconPencil size={16} aria-hidden />
          </Act>
          <Act label={`Delete ${name}`} onClick={() => actions.remove(rule)}>
            <IconTrash size={16} aria-hidden />
          </Act>
        </div>
      </div>
      {editing && (
        <RuleForm rule={rule} faults={faults} onChange={actions.change} onClose={() => actions.edit(null)} />
      )}
    </li>
  );
}

function Outcome({ rule }: { rule: DraftRule }) {
  const parts = outcomeParts(rule.outcome);
  return (
    <ul className={classes.outcome} aria-label="What it does">
      {(parts.length > 0 ? parts : ['As without a rule']).map((part) => (
        <li key={part}>{part}</li>
      ))}
    </ul>
  );
}

interface ActProps {
  label: string;
  disabled?: boolean;
  expanded?: boolean;
  onClick: (button: HTMLElement) => void;
  children: ReactNode;
}

function Act({ label, disabled = false, expanded, onClick, children }: ActProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        aria-expanded={expanded}
        disabled={disabled}
        onClick={(event) => onClick(event.currentTarget)}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
