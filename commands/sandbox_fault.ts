import { args, BaseCommand, flags } from '@adonisjs/core/ace'

/** Makes the sandbox misbehave, to watch what a source does about it. */
export default class SandboxFault extends BaseCommand {
  static commandName = 'sandbox:fault'
  static description = 'Queue a fault of a sandbox vendor, for example too_many_requests'

  @args.string({ description: 'Kind of fault; an unknown word prints the list' })
  declare kind: string

  @flags.string({ description: 'Part of the vendor’s host; any vendor where left out' })
  declare host?: string

  @flags.string({ description: 'Part of the path' })
  declare path?: string

  @flags.number({ description: 'How often it happens', default: 1 })
  declare times: number

  @flags.number({ description: 'Seconds that the vendor asks to wait' })
  declare retryAfter?: number

  async run() {
    const sandbox = process.env.SANDBOX_URL
    if (!sandbox) {
      return this.refuse('No sandbox is running. Start Quarterdeck with npm start first.')
    }
    const { kind, host, path, times, retryAfter } = this
    const answer = await fetch(new URL('/__emulator/faults', sandbox), {
      method: 'POST',
      body: JSON.stringify({ kind, host, path, times, retryAfterSeconds: retryAfter }),
    })
    const body = (await answer.json()) as { queued?: number; error?: string }
    if (body.error) {
      return this.refuse(body.error)
    }
    process.stdout.write(`The next ${times} matching requests meet ${kind}.\n`)
  }

  private refuse(sentence: string) {
    process.stderr.write(`${sentence}\n`)
    this.exitCode = 1
  }
}
