/** How the project file is named, in whichever folder it lies. */
export const PROJECT_FILE = 'keeling.yaml';
