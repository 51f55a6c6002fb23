import type { Plugin } from '#kit'
import { manifestChanges } from './manifest_changes.js'

const STREAM = /^connectors\.([^.]+)\.streams\.([^.]+)\./
const ACCOUNTS = /^connectors\.([^.]+)\.accounts\./

/**
 * By connector, the streams whose stored rows would not fit what comes with the other version: another key, day or meaning. What
 * is gone stays as it is, and what is new has nothing stored.
 */
export function restartsBetween(before: Plugin | null, after: Plugin): Map<string, string[]> {
  const restarts = new Map<string, string[]>()
  const breaking = before ? manifestChanges(before, after).filter(isBreaking) : []
  for (const { place } of breaking) {
    const [, connector, stream] = STREAM.exec(place) ?? ACCOUNTS.exec(place) ?? []
    const streams = stream ? [stream] : streamsOf(after, connector)
    restarts.set(connector, [...new Set([...(restarts.get(connector) ?? []), ...streams])])
  }
  return restarts
}

const isBreaking = ({ weight, place, what }: ReturnType<typeof manifestChanges>[number]) =>
  weight === 'major' && what !== 'is gone' && (STREAM.test(place) || ACCOUNTS.test(place))

function streamsOf({ connectors }: Plugin, name: string): string[] {
  const connector = connectors?.[name]
  return connector?.kind === 'api' ? Object.keys(connector.streams) : []
}
