import { type Hl7Message, MllpServer } from '@wetread/hl7';
import { SystemClock } from '@wetread/kernel';

/** A receiver of HL7 messages on loopback that accepts everything and remembers it. */
export class Hl7Receiver {
  readonly got: Hl7Message[] = [];

  private constructor(
    private readonly server: MllpServer,
    readonly port: number,
  ) {}

  static async open(): Promise<Hl7Receiver> {
    const listening = {
      clock: new SystemClock(),
      host: '127.0.0.1',
      port: 0,
      application: 'RIS',
      facility: 'HOSP',
    };
    const server = new MllpServer(listening, async (message) => {
      receiver.got.push(message);
      return { outcome: 'accepted' };
    });
    const receiver: Hl7Receiver = new Hl7Receiver(server, (await server.listen()).port);
    return receiver;
  }

  /** MSH-10 of all that came, in order. */
  get controlIds(): string[] {
    return this.got.map(({ controlId }) => controlId);
  }

  close(): Promise<void> {
    return this.server.close();
  }
}
