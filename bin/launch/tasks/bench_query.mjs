/**
 * `npm run bench:query [-- --facts=10000000 --organizations=1000]`: what a question takes that nobody has asked before, of a large
 * organization among many, next to what PostgreSQL alone takes, and how it grows with the number of organizations.
 */
import { runBench } from '../bench.mjs'

export function run(args) {
  return runBench('query', args)
}
