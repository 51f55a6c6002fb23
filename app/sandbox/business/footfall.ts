import type { SampleDay } from '#kit'
import { demandOn } from './calendar.js'
import { addDays, daysFrom, weekdayOf } from './days.js'
import { Random } from './random.js'

/** The three cafés, by how many people come on a day of average demand. */
const CAFES = [
  { name: 'Amsterdam – Entrepotdok', visitors: 210 },
  { name: 'Rotterdam – Katendrecht', visitors: 160 },
  { name: 'Haarlem – Spaarne', visitors: 95 },
]

const HEADER = 'Day;Café;Visitors;Cups sold;Takings'

/**
 * The sheet that the café managers keep: people, cups and takings per day. Written as such sheets are
 * in the Netherlands, with semicolons and a decimal comma. Mondays the Haarlem café is closed.
 */
export function footfallSheet(from: SampleDay, to: SampleDay, seed: string): string {
  const lines = daysFrom(from, addDays(to, -1)).flatMap((day) =>
    CAFES.filter(({ name }) => !(name.startsWith('Haarlem') && weekdayOf(day) === 1)).map((cafe) =>
      lineOf(day, cafe, seed)
    )
  )
  return `${[HEADER, ...lines].join('\r\n')}\r\n`
}

function lineOf(day: SampleDay, { name, visitors }: (typeof CAFES)[number], seed: string): string {
  const random = new Random(`${seed}/footfall/${name}/${day}`)
  const isWeekend = [0, 6].includes(weekdayOf(day))
  const came = Math.round(visitors * demandOn(day) * (isWeekend ? 1.25 : 0.9) * random.noise(0.09))
  const cups = Math.round(came * random.between(0.82, 1.04))
  const takings = ((cups * random.integer(355, 420)) / 100).toFixed(2)
  return [day, name, came, cups, `€ ${takings.replace('.', ',')}`].join(';')
}
