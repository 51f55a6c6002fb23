/** `npm run test:reference`: the suite of known answers; what follows goes to the runner. */
import { run as test } from './test.mjs'

export const run = (args) => test(['reference', '--', ...args])
