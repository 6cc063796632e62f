import { Textarea } from '@mantine/core';
import type { RuleFault } from '@wetread/contracts';
import { useRef } from 'react';
import { AttributeHelp } from './attribute-help';
import classes from './condition-field.module.css';

interface Props {
  value: string;
  fault: RuleFault | undefined;
  onChange: (value: string) => void;
}

/** A condition, with its fault pointed at and what it may look at beside it. */
export function ConditionField({ value, fault, onChange }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (words: string): void => {
    const { selectionStart = value.length, selectionEnd = value.length } = field.current ?? {};
    onChange(value.slice(0, selectionStart) + words + value.slice(selectionEnd));
    field.current?.focus();
  };
  return (
    <div>
      <Textarea
        ref={field}
        label="Condition"
        description="The rule decides a study for which this holds, unless a rule above it does."
        placeholder="order.priority in ['stat', 'urgent']"
        classNames={{ input: classes.condition }}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={2000}
        spellCheck={false}
        value={value}
        error={fault && <Fault value={value} fault={fault} />}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <AttributeHelp onInsert={insert} />
    </div>
  );
}

/** The line at fault, with a mark below the character. */
function Fault({ value, fault: { position, message } }: { value: string; fault: RuleFault }) {
  if (position === null) return <>{message}</>;
  const start = value.lastIndexOf('\n', position - 1) + 1;
  const line = value.slice(start).split('\n', 1)[0] ?? '';
  const from = Math.max(0, position - start - 24);
  return (
    <>
      {message}, at character {position + 1}
      <span className={classes.place} aria-hidden>
        {(from > 0 ? '…' : '') + line.slice(from, from + 60)}
        {'\n'}
        {' '.repeat(position - start - from + (from > 0 ? 1 : 0))}▲
      </span>
    </>
  );
}
