/** The door of `organizations`. */
export { default as Organization } from './models/organization.js'
