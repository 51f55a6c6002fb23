/** Public API of `vault`: what is kept sealed. */
export { openSecret, sealSecret } from './envelope.js'
export { openForPerson, sealForPerson } from './person_secrets.js'
