import { storeCommand } from '@wetread/testing';
import { assert, property, uint8Array } from 'fast-check';
import { ProtocolBroken } from '../dimse-error';
import { CommandField } from './command-field';
import { type CommandSet, decodeCommandSet, encodeCommandSet } from './command-set';

const move: CommandSet = {
  commandField: CommandField.cMove,
  hasDataSet: true,
  affectedSopClassUid: '1.2.840.10008.5.1.4.1.2.2.2',
  messageId: 7,
  priority: 0,
  moveDestination: 'STORE SCP',
};

describe('command sets of PS3.7 annex E', () => {
  it.each<CommandSet>([
    move,
    {
      commandField: 0x8021,
      hasDataSet: false,
      messageIdBeingRespondedTo: 7,
      status: 0xb000,
      errorComment: 'one of two failed',
      offendingElement: [0x00080018, 0x7fe00010],
      numberOfRemainingSubOperations: 0,
      numberOfCompletedSubOperations: 1,
      numberOfFailedSubOperations: 1,
      numberOfWarningSubOperations: 0,
    },
    {
      commandField: CommandField.nAction,
      hasDataSet: true,
      requestedSopClassUid: '1.2.840.10008.1.20.1',
      requestedSopInstanceUid: '1.2.840.10008.1.20.1.1',
      messageId: 1,
      actionTypeId: 1,
    },
  ])('come back as they went', (command) => {
    expect(decodeCommandSet(encodeCommandSet(command))).toEqual(command);
  });

  it('are written ascending, each value of even length, the group length first', () => {
    const bytes = encodeCommandSet(move);
    expect(bytes.readUInt32LE(8)).toBe(bytes.length - 12);
    const numbers: number[] = [];
    for (let at = 0; at < bytes.length; at += 8 + bytes.readUInt32LE(at + 4)) {
      numbers.push(bytes.readUInt16LE(at + 2));
      expect(bytes.readUInt32LE(at + 4) % 2).toBe(0);
    }
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(numbers).toContain(0x0800);
  });

  it('are read as another implementation writes them', () => {
    expect(decodeCommandSet(storeCommand('1.2.840.10008.5.1.4.1.1.7', '1.2.3'))).toEqual({
      commandField: CommandField.cStore,
      hasDataSet: true,
      affectedSopClassUid: '1.2.840.10008.5.1.4.1.1.7',
      affectedSopInstanceUid: '1.2.3',
      messageId: 1,
      priority: 0,
    });
  });

  it('cut a comment to the 64 characters of its representation', () => {
    const command = {
      commandField: 0x8001,
      hasDataSet: false,
      status: 0xa700,
      errorComment: 'x'.repeat(100),
    };
    expect(decodeCommandSet(encodeCommandSet(command)).errorComment).toHaveLength(64);
  });

  it('are refused when they are none, never misread', () => {
    assert(
      property(uint8Array({ maxLength: 120 }), (junk) => {
        try {
          expect(decodeCommandSet(Buffer.from(junk)).commandField).toBeDefined();
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolBroken);
        }
      }),
    );
  });
});
