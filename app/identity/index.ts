/** The door of `identity`. */
export { default as User } from './models/user.js'
export { signedIn } from './routing.js'
export { default as UserTransformer } from './transformers/user_transformer.js'
