import { Select } from '@mantine/core';
import type { WorklistItem } from '@wetread/contracts';
import { useState } from 'react';
import { day } from '../wording/dates';
import { personName } from '../wording/person-name';
import { useRecentStudies } from './use-rules';

interface Props {
  value: string | null;
  onChange: (studyInstanceUid: string | null) => void;
}

const isUid = (text: string): boolean => /^[0-9]+(\.[0-9]+)+$/.test(text) && text.length <= 64;

/** One of the latest studies by what is written on it, or any by its Study Instance UID. */
export function StudyPicker({ value, onChange }: Props) {
  const { items } = useRecentStudies().data ?? { items: [] };
  const [typed, setTyped] = useState('');
  const options = items.map((item) => ({ value: item.studyInstanceUid, label: labelOf(item) }));
  const extra = [value, isUid(typed.trim()) ? typed.trim() : null].filter(
    (uid): uid is string => uid !== null && !options.some((option) => option.value === uid),
  );
  return (
    <Select
      label="Study"
      description="One of the latest, or paste a Study Instance UID."
      placeholder="Patient, ID, description or UID"
      searchable
      clearable
      maxDropdownHeight={320}
      nothingFoundMessage="None of the latest studies; paste its Study Instance UID"
      data={[...options, ...[...new Set(extra)].map((uid) => ({ value: uid, label: uid }))]}
      value={value}
      onChange={onChange}
      onSearchChange={setTyped}
    />
  );
}

const labelOf = ({ patientName, patientId, studyDescription, modalities, studyDate }: WorklistItem): string =>
  [personName(patientName), patientId, studyDescription, modalities.join(' '), day(studyDate)]
    .filter(Boolean)
    .join(' · ');
