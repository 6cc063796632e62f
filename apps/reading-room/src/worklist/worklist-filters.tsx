import { Kbd, TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Priority, ReadingState } from '@wetread/contracts';
import type { Ref } from 'react';
import { PRIORITY_WORDS, STATE_WORDS } from '../wording/words';
import classes from './worklist-filters.module.css';

export interface Filters {
  readonly state: ReadingState | null;
  readonly priority: Priority | null;
  readonly text: string;
}

interface Props {
  filters: Filters;
  onChange: (filters: Filters) => void;
  searchRef: Ref<HTMLInputElement>;
}

export function WorklistFilters({ filters, onChange, searchRef }: Props) {
  return (
    <div className={classes.filters} role="search">
      <TextInput
        ref={searchRef}
        className={classes.search}
        aria-label="Search by patient, ID, accession number or description"
        placeholder="Patient, ID, accession number"
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={<Kbd size="xs">/</Kbd>}
        value={filters.text}
        maxLength={100}
        onChange={(event) => onChange({ ...filters, text: event.currentTarget.value })}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <Chips
        label="State"
        values={ReadingState.options}
        words={STATE_WORDS}
        chosen={filters.state}
        onChoose={(state) => onChange({ ...filters, state })}
      />
      <Chips
        label="Priority"
        values={Priority.options}
        words={PRIORITY_WORDS}
        chosen={filters.priority}
        onChoose={(priority) => onChange({ ...filters, priority })}
      />
    </div>
  );
}

interface ChipsProps<V extends string> {
  label: string;
  values: readonly V[];
  words: Record<V, string>;
  chosen: V | null;
  onChoose: (value: V | null) => void;
}

function Chips<V extends string>({ label, values, words, chosen, onChoose }: ChipsProps<V>) {
  return (
    <div className={classes.chips} role="group" aria-label={label}>
      {values.map((value) => (
        <UnstyledButton
          key={value}
          className={classes.chip}
          aria-pressed={chosen === value}
          onClick={() => onChoose(chosen === value ? null : value)}
        >
          {words[value]}
        </UnstyledButton>
      ))}
    </div>
  );
}
