/** Command Field (0000,0100) of a request (PS3.7 table E.1-1); its response has bit 15 set. */
export const CommandField = {
  cStore: 0x0001,
  cGet: 0x0010,
  cFind: 0x0020,
  cMove: 0x0021,
  cEcho: 0x0030,
  nEventReport: 0x0100,
  nGet: 0x0110,
  nSet: 0x0120,
  nAction: 0x0130,
  nCreate: 0x0140,
  nDelete: 0x0150,
  cCancel: 0x0fff,
} as const;

const RESPONSE = 0x8000;

export const isResponse = (commandField: number): boolean => (commandField & RESPONSE) !== 0;
export const responseTo = (commandField: number): number => commandField | RESPONSE;
