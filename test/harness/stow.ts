/** Sends DICOM files in one STOW-RS request (PS3.18 section 10.5). */
export async function stow(
  base: string,
  files: readonly Uint8Array[],
  init: { token?: string; path?: string } = {},
): Promise<Response> {
  const boundary = `wetread-${Math.random().toString(36).slice(2)}`;
  const parts = files.flatMap((file) => [
    Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
    file,
    Buffer.from('\r\n'),
  ]);
  return fetch(`${base}${init.path ?? '/dicom-web/studies'}`, {
    method: 'POST',
    headers: {
      'content-type': `multipart/related; type="application/dicom"; boundary=${boundary}`,
      accept: 'application/dicom+json',
      ...(init.token && { authorization: `Bearer ${init.token}` }),
    },
    body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  });
}
