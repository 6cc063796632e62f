/** The upper eight of the phantom's twelve bits, for PNG. */
export function toGrey8(pixels: Uint16Array): Uint8Array {
  return Uint8Array.from(pixels, (value) => value >> 4);
}
