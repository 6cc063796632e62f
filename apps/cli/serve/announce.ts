export interface Announcement {
  page: string;
  aeTitle: string;
  dimse: string;
  links: readonly { role: string; token: string }[];
  dataDir: string;
  seconds: number;
}

/** The lines that `npm start` ends with. The token stands in the fragment, which no server and no log sees. */
export function announce({ page, aeTitle, dimse, links, dataDir, seconds }: Announcement): void {
  console.log('');
  console.log(`  open     ${page}`);
  console.log(`  DICOM    ${aeTitle} at ${dimse}`);
  console.log(`  data     ${dataDir}`);
  const width = Math.max(0, ...links.map(({ role }) => role.length));
  for (const { role, token } of links) {
    console.log(`  sign in as ${role.padEnd(width)}  ${page}/sign-in#link=${token}`);
  }
  console.log('');
  console.log(`ready after ${seconds.toFixed(1)} s; Ctrl-C stops. Not a medical device.`);
}
