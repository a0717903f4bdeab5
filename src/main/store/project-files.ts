/** The database of a project, in its folder. */
export const PROJECT_FILE = 'project.sqlite';
