/**
 * The initials of the comments that Keeling writes beside what no tracked change can say. Who reads
 * a Word file back leaves them out.
 */
export const OWN_INITIALS = 'Keeling';

/**
 * How the boxes are called that hold the numbers of changes in the margin. They are left out, too.
 */
export const OWN_NUMBER = 'Keeling change';
