import type { Breach } from '../types.js'

/** Breaches that are one incident: no more than the calm days lie between two of them. */
export interface Episode {
  first: string
  last: string
  breaches: Breach[]
}

/** Puts the breaches of one series together as incidents would, in the order of days. */
export function episodesOf(breaches: Breach[], calmDays: number): Episode[] {
  const episodes: Episode[] = []
  for (const breach of breaches) {
    const current = episodes.at(-1)
    if (current && daysBetween(current.last, breach.day) <= calmDays) {
      current.last = breach.day
      current.breaches.push(breach)
    } else {
      episodes.push({ first: breach.day, last: breach.day, breaches: [breach] })
    }
  }
  return episodes
}

const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000
