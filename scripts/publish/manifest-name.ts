/** The name of the manifest of an output folder, apart from what reads it: lists of files look for it. */

/** It lies in the output folder; a folder that has one holds outputs and no sources. */
export const manifestName = '.thesis-outputs.json'
