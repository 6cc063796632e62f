import { Button } from '@mantine/core';
import type { PeerContact } from '@wetread/contracts';
import table from '../components/table.module.css';
import { ago, exactMoment } from '../wording/dates';
import { REFUSAL_HELP, REFUSAL_WORDS } from './peer-words';

interface Props {
  contacts: readonly PeerContact[];
  now: number;
  onRegister: (contact: PeerContact) => void;
}

/** Who called and is not registered: the usual first sight of a new modality. */
export function StrangerList({ contacts, now, onRegister }: Props) {
  return (
    <table className={table.table} data-testid="strangers">
      <thead>
        <tr>
          <th scope="col">AE title</th>
          <th scope="col">From</th>
          <th scope="col">When</th>
          <th scope="col">What happened</th>
          <th scope="col" aria-label="Actions" />
        </tr>
      </thead>
      <tbody>
        {contacts.map((contact) => (
          <StrangerRow key={contact.aeTitle} contact={contact} now={now} onRegister={onRegister} />
        ))}
      </tbody>
    </table>
  );
}

function StrangerRow({ contact, now, onRegister }: Omit<Props, 'contacts'> & { contact: PeerContact }) {
  const { aeTitle, seen, refused } = contact;
  const isRefused = refused !== null && (seen === null || refused.at > seen.at);
  const last = isRefused ? refused : seen;
  if (!last) return null;
  return (
    <tr>
      <td className={table.name}>{aeTitle || '(empty)'}</td>
      <td className={table.code}>{last.address}</td>
      <td className={table.when} title={exactMoment(last.at)}>
        {ago(last.at, now)}
      </td>
      <td>
        {isRefused ? (
          <>
            <span data-tone="bad">Refused: {REFUSAL_WORDS[refused.because]}</span>
            <span className={table.second}>{REFUSAL_HELP[refused.because]}</span>
          </>
        ) : (
          'Let in: the settings allow it'
        )}
      </td>
      <td className={table.actions}>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Register ${aeTitle}`}
          onClick={() => onRegister(contact)}
        >
          Register
        </Button>
      </td>
    </tr>
  );
}
