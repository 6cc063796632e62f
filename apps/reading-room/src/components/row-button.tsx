import { Button } from '@mantine/core';

interface Props {
  /** What it does. */
  verb: string;
  /** To what; only said to those who do not see the row. */
  name: string;
  onClick: () => void;
}

/** A quiet action on one row or card. */
export function RowButton({ verb, name, onClick }: Props) {
  return (
    <Button size="compact-xs" variant="subtle" color="gray" aria-label={`${verb} ${name}`} onClick={onClick}>
      {verb}
    </Button>
  );
}
