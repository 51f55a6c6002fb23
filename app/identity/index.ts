/** The door of `identity`. */
export { default as User } from './models/user.js'
