import { Button, Group, TextInput } from '@mantine/core';
import type { RuleFault } from '@wetread/contracts';
import { ConditionField } from './condition-field';
import { OutcomeFields } from './outcome-fields';
import type { DraftRule } from './rule-draft';
import classes from './rule-form.module.css';

interface Props {
  rule: DraftRule;
  faults: readonly RuleFault[];
  onChange: (rule: DraftRule) => void;
  onClose: () => void;
}

/** A rule's fields, each with its fault below it. */
export function RuleForm({ rule, faults, onChange, onClose }: Props) {
  const faultOf = (field: RuleFault['field']) => faults.find((fault) => fault.field === field);
  return (
    <div className={classes.form} role="group" aria-label={`Rule ${rule.name || 'without a name'}`}>
      <TextInput
        label="Name"
        data-autofocus
        autoFocus={rule.name === ''}
        maxLength={80}
        value={rule.name}
        error={faultOf('name')?.message}
        onChange={(event) => onChange({ ...rule, name: event.currentTarget.value })}
      />
      <ConditionField
        value={rule.condition}
        fault={faultOf('condition')}
        onChange={(condition) => onChange({ ...rule, condition })}
      />
      <OutcomeFields
        outcome={rule.outcome}
        faultOf={faultOf}
        onChange={(outcome) => onChange({ ...rule, outcome })}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
      </Group>
    </div>
  );
}
