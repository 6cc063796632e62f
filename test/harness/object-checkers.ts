/**
 * Synthetic Data (0008,001C) is younger than the dictionary of dicom3tools, which says that it does not know it. Only
 * that is passed over, and only where an object says that it is made up; a value that were wrong would be told.
 */
const TOO_NEW =
  /^(Error - Attribute with an even group number is not a recognized standard attribute|Warning - Attribute is not present in standard DICOM IOD) - \(0x0008,0x001c\)/;
// What is not known of a picture cannot be written; a DICOMDIR is not what our objects are for.
const OF_NO_CONCERN = /needed to build DICOMDIR|Standard Extended SOP Class/;

const linesThat = (output: string, complain: RegExp): string[] =>
  output
    .split('\n')
    .filter((line) => complain.test(line) && !TOO_NEW.test(line) && !OF_NO_CONCERN.test(line));

/** The errors that a program of dicom3tools or DCMTK found in an object. */
export const errorsIn = (output: string): string[] => linesThat(output, /^(Error|E:)/);

/** Its errors and warnings. */
export const complaintsIn = (output: string): string[] => linesThat(output, /^(Error|E:|Warning)/);
