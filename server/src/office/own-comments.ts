/**
 * The initials of the comments that Keeling writes beside what no tracked change can say. Who reads
 * a Word file back leaves them out.
 */
export const OWN_INITIALS = 'Keeling';
