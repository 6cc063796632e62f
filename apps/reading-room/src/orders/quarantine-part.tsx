import page from '../components/page.module.css';
import { Listing, NoRows } from '../components/listing';
import { QuarantineRows } from './quarantine-rows';
import { useQuarantine } from './use-received';

/** Objects that were turned away. */
export function QuarantinePart() {
  const list = useQuarantine();
  return (
    <>
      <p className={page.note}>
        The sender was told of each, with the standard’s own status. What is stored was not touched. An object
        that is mended and sent again is stored as any other; its row here stays.
      </p>
      <Listing
        list={list}
        empty={<NoRows>Nothing was turned away. What cannot be stored appears here with its reason.</NoRows>}
      >
        <QuarantineRows objects={list.rows} />
      </Listing>
    </>
  );
}
