import type { ApplicationEntity, PeerContact } from '@wetread/contracts';
import { IconLock } from '@tabler/icons-react';
import table from '../components/table.module.css';
import { RowButton } from '../components/row-button';
import { TestButton } from '../components/test-button';
import classes from './peer-table.module.css';
import { echoFault, echoWords, heardWords, listensWords, REFUSAL_HELP, RIGHT_WORDS } from './peer-words';
import { useEcho } from './use-connections';

interface Props {
  peers: readonly ApplicationEntity[];
  contacts: readonly PeerContact[];
  now: number;
  onEdit: (peer: ApplicationEntity) => void;
  onRemove: (peer: ApplicationEntity) => void;
}

/** The DICOM peers: what each may ask of us, where it is called, and when it was last heard of. */
export function PeerTable({ peers, contacts, now, onEdit, onRemove }: Props) {
  return (
    <table className={table.table} data-testid="peers">
      <thead>
        <tr>
          <th scope="col">AE title</th>
          <th scope="col">Listens at</th>
          <th scope="col">Calls from</th>
          <th scope="col">May</th>
          <th scope="col">Last heard of</th>
          <th scope="col">Test</th>
          <th scope="col" aria-label="Actions" />
        </tr>
      </thead>
      <tbody>
        {peers.map((peer) => (
          <PeerRow
            key={peer.aeTitle}
            peer={peer}
            contact={contacts.find(({ aeTitle }) => aeTitle === peer.aeTitle)}
            now={now}
            onEdit={() => onEdit(peer)}
            onRemove={() => onRemove(peer)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  peer: ApplicationEntity;
  contact: PeerContact | undefined;
  now: number;
  onEdit: () => void;
  onRemove: () => void;
}

function PeerRow({ peer, contact, now, onEdit, onRemove }: RowProps) {
  const { aeTitle, addresses, host, rights, tls } = peer;
  const heard = heardWords(contact, now);
  return (
    <tr>
      <td className={table.name}>{aeTitle}</td>
      <td>
        <span className={host === null ? undefined : table.code}>{listensWords(peer)}</span>
        {tls && (
          <span className={classes.tls}>
            <IconLock size={13} aria-hidden /> TLS
          </span>
        )}
      </td>
      <td>
        {addresses.length === 0 ? 'Any address' : <span className={table.code}>{addresses.join(', ')}</span>}
        {tls?.refusePlain && <span className={table.second}>with TLS only</span>}
      </td>
      <td>
        <ul className={classes.rights} aria-label="Rights">
          {rights.map((right) => (
            <li key={right} title={`May ${RIGHT_WORDS[right].about}`}>
              {RIGHT_WORDS[right].name}
            </li>
          ))}
          {rights.length === 0 && <li>Nothing</li>}
        </ul>
      </td>
      <td>
        <span data-tone={heard.tone ?? undefined}>{heard.words}</span>
        {heard.tone === 'bad' && contact?.refused && (
          <span className={table.second}>
            From {contact.refused.address}. {REFUSAL_HELP[contact.refused.because]}
          </span>
        )}
      </td>
      <td className={classes.test}>
        {host === null ? (
          <span className={table.second}>Cannot be called</span>
        ) : (
          <EchoTest aeTitle={aeTitle} />
        )}
      </td>
      <td className={table.actions}>
        <RowButton verb="Edit" name={aeTitle} onClick={onEdit} />
        <RowButton verb="Remove" name={aeTitle} onClick={onRemove} />
      </td>
    </tr>
  );
}

/** C-ECHO. */
function EchoTest({ aeTitle }: { aeTitle: string }) {
  const echo = useEcho();
  const outcome = echo.isSuccess
    ? { isWell: echo.data.dicomStatus === 0, words: echoWords(echo.data) }
    : echo.isError
      ? { isWell: false, words: echoFault(echo.error) }
      : null;
  return (
    <TestButton
      name={aeTitle}
      isPending={echo.isPending}
      outcome={outcome}
      onTest={() => echo.mutate(aeTitle)}
    />
  );
}
