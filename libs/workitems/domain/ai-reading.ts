/**
 * Scheduled Workitem Codes (PS3.16 CID 9231) that Wetread performs itself, as `scheme/value`: Computer Aided Detection,
 * Computer Aided Diagnosis. Everything else is for others to claim.
 */
export const AI_READING_CODES: readonly string[] = ['DCM/110003', 'DCM/110004'];
