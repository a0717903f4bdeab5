const ignore = (): void => undefined;

/** For codecs compiled by emscripten: what they print would stand in the middle of what a command line answers; their errors are thrown. */
export const SILENT = { print: ignore, printErr: ignore };
