/** The door of `letters`: mail to people. */
export { sendLetter } from './send_letter.js'
