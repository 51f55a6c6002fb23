import type { Stream } from '#kit'

/** Streams by name that a person switched on or off. */
export type StreamChoices = Record<string, boolean>

/** Optional streams are off until they are switched on, all others on until they are switched off. */
export const isOn = (name: string, { optional }: Pick<Stream, 'optional'>, on: StreamChoices) =>
  on[name] ?? optional !== true

interface WithStreams<Compiled> {
  connector: { streams: Map<string, Compiled> }
}

/** The session with the streams that are read. What others report about the rest is dropped with it. */
export function withChosenStreams<
  Compiled extends { definition: Pick<Stream, 'optional'> },
  Session extends WithStreams<Compiled>,
>(session: Session, choices: StreamChoices): Session {
  const streams = [...session.connector.streams].filter(([name, { definition }]) =>
    isOn(name, definition, choices)
  )
  return { ...session, connector: { ...session.connector, streams: new Map(streams) } }
}
