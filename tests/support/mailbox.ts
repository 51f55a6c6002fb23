import { listStoredLetters } from '#letters/mailbox'

/** The newest mail that was sent to an address, and the path of the link in it. */
export async function lastLetterTo(email: string) {
  const letters = await listStoredLetters(1_000)
  const letter = letters.find(({ to }) => to === email)
  const address = letter?.text.match(/https?:\/\/\S+/)?.[0]
  return letter ? { ...letter, path: address ? new URL(address).pathname : '' } : undefined
}
