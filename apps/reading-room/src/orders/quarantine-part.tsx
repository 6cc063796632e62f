import { Button } from '@mantine/core';
import { Listing, NoRows } from '../components/listing';
import page from '../components/page.module.css';
import { QuarantineRows } from './quarantine-rows';
import { mayHaveChanged } from './quarantine-words';
import { useQuarantine, useRetryQuarantined } from './use-received';

/** Objects that were turned away. */
export function QuarantinePart() {
  const list = useQuarantine();
  const retry = useRetryQuarantined();
  const promising = list.rows.filter((object) => object.kept && mayHaveChanged(object)).map(({ id }) => id);
  return (
    <>
      <p className={page.note}>
        The sender was told of each, with the standard’s own status. What is stored was not touched. Once what
        stood in its way is gone, try an object again: it comes in as if it had just been sent, and leaves
        this list when it is stored.
      </p>
      {promising.length > 1 && (
        <Button
          variant="default"
          size="compact-sm"
          mb="sm"
          loading={retry.isPending}
          onClick={() => retry.mutate(promising)}
        >
          Try all {promising.length} again whose reason may be gone
        </Button>
      )}
      <Listing
        list={list}
        empty={<NoRows>Nothing was turned away. What cannot be stored appears here with its reason.</NoRows>}
      >
        <QuarantineRows objects={list.rows} />
      </Listing>
    </>
  );
}
