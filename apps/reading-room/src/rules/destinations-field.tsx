import { Input, MultiSelect, SegmentedControl } from '@mantine/core';
import type { RuleFault } from '@wetread/contracts';
import { useDestinations } from '../deliveries/use-deliveries';
import classes from './rule-form.module.css';

type Choice = 'all' | 'none' | 'these';

const CHOICES = [
  { value: 'all', label: 'All' },
  { value: 'these', label: 'Only these' },
  { value: 'none', label: 'None' },
];

interface Props {
  destinations: string[] | null;
  fault: RuleFault | undefined;
  onChange: (destinations: string[] | null) => void;
}

/** Where results of these studies go. */
export function DestinationsField({ destinations, fault, onChange }: Props) {
  const { data } = useDestinations();
  const names = (data ?? []).map(({ name }) => name);
  const choose = (choice: Choice): void => {
    if (choice === 'these') onChange(names.slice(0, 1));
    else onChange(choice === 'all' ? null : []);
  };
  const choice: Choice = destinations === null ? 'all' : destinations.length === 0 ? 'none' : 'these';
  return (
    <Input.Wrapper label="Destinations" description="Where signed results of these studies go.">
      <div className={classes.row}>
        <SegmentedControl
          aria-label="Destinations"
          data={
            names.length > 0 || choice === 'these'
              ? CHOICES
              : CHOICES.filter(({ value }) => value !== 'these')
          }
          value={choice}
          onChange={(value) => choose(value as Choice)}
        />
        {choice === 'these' && (
          <MultiSelect
            className={classes.grow}
            aria-label="Only these destinations"
            data={[...new Set([...names, ...(destinations ?? [])])]}
            value={destinations ?? []}
            error={fault?.message}
            onChange={onChange}
          />
        )}
      </div>
    </Input.Wrapper>
  );
}
