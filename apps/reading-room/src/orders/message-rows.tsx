import type { ReceivedHl7Message } from '@wetread/contracts';
import table from '../components/table.module.css';
import { exactMoment } from '../wording/dates';
import { sentence } from '../wording/words';

const OUTCOMES: Record<ReceivedHl7Message['outcome'], { words: string; answer: string; tone: string }> = {
  accepted: { words: 'Accepted', answer: 'AA', tone: 'good' },
  error: { words: 'Not done', answer: 'AE', tone: 'bad' },
  rejected: { words: 'Not taken', answer: 'AR', tone: 'warn' },
};

/** HL7 messages with what was answered, and why; never what was in them. */
export function MessageRows({ messages }: { messages: readonly ReceivedHl7Message[] }) {
  return (
    <table className={table.table} data-testid="messages">
      <thead>
        <tr>
          <th scope="col">Received</th>
          <th scope="col">Message</th>
          <th scope="col">Control ID</th>
          <th scope="col">From</th>
          <th scope="col">Answer</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {messages.map(({ id, receivedAt, type, controlId, sender, peer, outcome, faults, times }) => (
          <tr key={id}>
            <td className={table.when}>{exactMoment(receivedAt)}</td>
            <td className={table.name}>{type}</td>
            <td className={table.code}>
              {controlId}
              {times > 1 && <span className={table.second}>came {times} times</span>}
            </td>
            <td>
              {sender || 'No sender named'}
              <span className={table.second}>{peer}</span>
            </td>
            <td>
              <span className={table.state} data-tone={OUTCOMES[outcome].tone}>
                {OUTCOMES[outcome].words}
              </span>
              <span className={table.second}>{OUTCOMES[outcome].answer}</span>
            </td>
            <td>
              {faults.map(({ at, text }) => (
                <div key={`${at} ${text}`}>
                  {sentence(text)}
                  {at && <span className={table.second}>at {at}</span>}
                </div>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
