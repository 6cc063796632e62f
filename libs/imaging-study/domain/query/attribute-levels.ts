/** The levels of Patient > Study > Series > Instance, named as (0008,0052) Query/Retrieve Level names them. */
export const queryLevels = ['PATIENT', 'STUDY', 'SERIES', 'IMAGE'] as const;
export type QueryLevel = (typeof queryLevels)[number];

/** Patient and Clinical Trial Subject modules (PS3.3 C.7.1.1, C.7.1.3). */
const PATIENT = `
  00081120 00100010 00100020 00100021 00100022 00100024 00100026 00100030 00100032 00100033 00100034 00100035
  00100040 00100212 00100213 00101000 00101001 00101002 00101005 00101060 00101100 00102160 00102201 00102202
  00102292 00102293 00102294 00102295 00102296 00102297 00102298 00102299 00104000 00120010 00120020 00120021
  00120030 00120031 00120040 00120042 00120062 00120063 00120064 00120081 00120082 00201200 00201202 00201204`;

/**
 * General Study, Patient Study and Clinical Trial Study modules (PS3.3 C.7.2), what a request tells of the study, what
 * is counted over it (PS3.4 C.3.4), and the time zone, which a search tells with the study (PS3.18 table 10.6.3-3).
 */
const STUDY = `
  00080020 00080030 00080050 00080051 00080061 00080062 00080090 00080096 0008009C 0008009D 00080201 00081030
  00081032 00081048 00081049 00081060 00081062 00081110 00101010 00101020 00101021 00101022 00101023 00101024
  00101030 00101080 00101081 00101090 00102000 00102110 00102180 001021A0 001021B0 001021C0 001021D0 00102203
  00120050 00120051 00120052 00120053 00120083 0020000D 00200010 00201206 00201208 00321032 00321033 00321034
  00321060 00321064 00380010 00380014 00380060 00380062 00380064 00380500 00401012`;

/** General Series, Clinical Trial Series, General Equipment and Frame of Reference modules (PS3.3 C.7.3 to C.7.5). */
const SERIES = `
  00080021 00080031 00080060 00080068 00080070 00080080 00080081 00080082 00081010 0008103E 0008103F 00081040
  00081041 00081050 00081052 00081070 00081072 00081090 00081111 00081250 00120060 00120071 00120072 00180015
  00181000 00181002 00181020 00181030 00181050 00181200 00181201 00185100 0020000E 00200011 00200052 00200060
  00201040 00201209 00400244 00400245 00400250 00400251 00400253 00400254 00400260 00400275 00400280`;

const tagsOf = (list: string): string[] => list.trim().split(/\s+/);
const levels: ReadonlyMap<string, QueryLevel> = new Map([
  ...tagsOf(PATIENT).map((tag) => [tag, 'PATIENT'] as const),
  ...tagsOf(STUDY).map((tag) => [tag, 'STUDY'] as const),
  ...tagsOf(SERIES).map((tag) => [tag, 'SERIES'] as const),
]);

/** The level that an attribute describes; whatever no higher module holds describes the instance. */
export const levelOf = (tag: string): QueryLevel => levels.get(tag) ?? 'IMAGE';

/** Tags that describe the patient, the study or the series, in the order of their numbers; for the conformance statement. */
export const attributesOfLevel = (level: Exclude<QueryLevel, 'IMAGE'>): string[] =>
  tagsOf({ PATIENT, STUDY, SERIES }[level]);

/** Whether `a` is above `b`, or the same. */
export const isAtOrAbove = (a: QueryLevel, b: QueryLevel): boolean =>
  queryLevels.indexOf(a) <= queryLevels.indexOf(b);
