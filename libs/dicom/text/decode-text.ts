export function decodeText(bytes: Uint8Array, characterSets: readonly string[]): string {
  return new TextDecoder(characterSets.includes('ISO_IR 192') ? 'utf-8' : 'latin1').decode(bytes);
}
