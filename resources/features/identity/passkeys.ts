import { askServer, type Asked } from '~/composables/ask_server'

/** What the browser says when the person closed its dialog, or waited too long; other faults carry names of their own. */
const CLOSED = 'The passkey was not used: the dialog was closed, or it took too long. Try again.'
const KNOWN_ALREADY = 'This device or security key holds a passkey of your account already.'

const library = () => import('@simplewebauthn/browser')

/** Asks the server for options, the browser for an answer, and sends that to `address`. */
async function exchange<Options, Answer>(
  address: string,
  { ask, values }: { ask: (options: Options) => Promise<unknown>; values: object }
): Promise<Asked<Answer>> {
  const options = await askServer<Options>(`${address}/options`, {})
  if ('fault' in options) {
    return options
  }
  try {
    const response = await ask(options.answer)
    return await askServer<Answer>(address, { ...values, response })
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    return { fault: name === 'InvalidStateError' ? KNOWN_ALREADY : CLOSED }
  }
}

type RequestOptions = Parameters<
  Awaited<ReturnType<typeof library>>['startAuthentication']
>[0]['optionsJSON']
type CreationOptions = Parameters<
  Awaited<ReturnType<typeof library>>['startRegistration']
>[0]['optionsJSON']

/** Uses a passkey for what `address` stands for. */
export function provePasskey<Answer>(address: string, values: object = {}) {
  const ask = async (optionsJSON: RequestOptions) => {
    const { startAuthentication } = await library()
    return startAuthentication({ optionsJSON })
  }
  return exchange<RequestOptions, Answer>(address, { ask, values })
}

/** Makes a passkey for who is signed in. */
export function createPasskey<Answer>(address: string, values: object) {
  const ask = async (optionsJSON: CreationOptions) => {
    const { startRegistration } = await library()
    return startRegistration({ optionsJSON })
  }
  return exchange<CreationOptions, Answer>(address, { ask, values })
}
