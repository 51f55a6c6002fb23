/** What a person sees of shards that run side by side: whole lines, and each shard's failures together. */
const seconds = (milliseconds) => `${(milliseconds / 1_000).toFixed(1)} s`

export function tellPlan(suite, shards, write = toTerminal) {
  const sizes = shards.map(({ length }) => length).join(' + ')
  write(`\n${suite} in ${shards.length} shards (${sizes} specs)\n`)
}

export function tellSpec(label, { spec, passed, failed, milliseconds }, write = toTerminal) {
  const counts = failed > 0 ? `${passed} passed, ${failed} failed` : `${passed} passed`
  write(`${failed > 0 ? '✘' : '✔'} [${label}] ${spec}: ${counts} (${seconds(milliseconds)})\n`)
}

/** Everything that a shard with failures has written; of a good one only the counts. */
export function tellEnd(label, { passed, failed, output }, write = toTerminal) {
  const line = `${failed > 0 ? '✘' : '✔'} [${label}] ended: ${passed} passed, ${failed} failed\n`
  const details = failed > 0 ? `\n── ${label} ──\n${output.trim()}\n── end of ${label} ──\n\n` : ''
  write(`${details}${line}`)
}

const toTerminal = (text) => process.stdout.write(text)
