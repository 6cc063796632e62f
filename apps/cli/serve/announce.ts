export interface Announcement {
  page: string;
  aeTitle: string;
  dimse: string;
  /** `null`: no listener is configured. */
  hl7: string | null;
  links: readonly { role: string; token: string }[];
  dataDir: string;
  seconds: number;
}

/** The lines that `npm start` ends with. The token stands in the fragment, which no server and no log sees. */
export function announce({ page, aeTitle, dimse, hl7, links, dataDir, seconds }: Announcement): void {
  console.log('');
  console.log(`  open     ${page}`);
  console.log(`  DICOM    ${aeTitle} at ${dimse}`);
  if (hl7 !== null) console.log(`  HL7      MLLP at ${hl7}`);
  console.log(`  data     ${dataDir}`);
  const width = Math.max(0, ...links.map(({ role }) => role.length));
  for (const { role, token } of links) {
    console.log(`  sign in as ${role.padEnd(width)}  ${page}/sign-in#link=${token}`);
  }
  console.log('');
  console.log(`ready after ${seconds.toFixed(1)} s; Ctrl-C stops. Not a medical device.`);
}
