import { Skeleton } from '@mantine/core';
import page from '../components/page.module.css';
import { ProblemNotice } from '../components/problem-notice';
import { PeerTable } from './peer-table';
import { StrangerList } from './stranger-list';
import type { PeerDesk } from './use-peer-desk';

/** The peers that are registered. */
export function PeerSection({ desk: { peers, contacts, list, edit, remove } }: { desk: PeerDesk }) {
  return (
    <section aria-label="DICOM peers">
      <div className={page.sectionHead}>
        <h2>DICOM peers</h2>
      </div>
      {peers.isPending && <Skeleton height={120} role="status" aria-label="Fetching the peers" />}
      {peers.isError && <ProblemNotice error={peers.error} onRetry={() => void peers.refetch()} />}
      {peers.isSuccess && list.length === 0 && (
        <p className={page.none}>
          No peer is registered. Add the modality or PACS that is to send films, with its AE title and
          address; or let it call once and register it from the list below.
        </p>
      )}
      {list.length > 0 && (
        <PeerTable
          peers={list}
          contacts={contacts.data ?? []}
          now={contacts.dataUpdatedAt}
          onEdit={edit}
          onRemove={remove}
        />
      )}
    </section>
  );
}

/** Who has called and is not registered. */
export function StrangerSection({ desk: { contacts, strangers, add } }: { desk: PeerDesk }) {
  return (
    <section className={page.section} aria-label="Callers that are not registered">
      <div className={page.sectionHead}>
        <h2>Callers that are not registered</h2>
      </div>
      {contacts.isError && <ProblemNotice error={contacts.error} onRetry={() => void contacts.refetch()} />}
      {contacts.isSuccess && strangers.length === 0 && (
        <p className={page.none}>Nobody unknown has called. A caller appears here within seconds.</p>
      )}
      {strangers.length > 0 && (
        <StrangerList
          contacts={strangers}
          now={contacts.dataUpdatedAt}
          onRegister={({ aeTitle, seen, refused }) => {
            const address = (refused ?? seen)?.address;
            add({ aeTitle, addresses: address ? [address] : [] });
          }}
        />
      )}
    </section>
  );
}
