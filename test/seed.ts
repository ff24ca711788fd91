import fc from 'fast-check';

/** Where made-up values begin: the same in every run, so that a run can be repeated; `SEED=7 npm test` walks elsewhere (decision 0074). */
export const seed = Number(process.env['SEED'] ?? 31_415);

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
