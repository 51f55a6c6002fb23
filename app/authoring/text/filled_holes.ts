const HOLE = /"\{\{([^{}"]+)\}\}"|\{\{([^{}"]+)\}\}/g

/** What the ways of writing a value make of it: `{{spend|decimal}}`. */
const WRITTEN: Record<string, string | number> = {
  decimal: '12.50',
  major: 12.5,
  int: 12,
  ms: 1_795_168_800_000,
  iso: '2026-11-20T10:00:00Z',
  isoMs: '2026-11-20T10:00:00.000Z',
  isoOffset: '2026-11-20T10:00:00+00:00',
  dateTime: '2026-11-20 10:00:00',
  digits: '1000000001',
  id: 'a1b2c3d4e5',
  hex: 'a1b2c3d4e5',
  uuid: '0b7e4bb2-c4a5-4d3e-9d1f-6a8c5e2d7f90',
}

/** What fields of the sample business hold, by their names; numbers otherwise. */
const NAMED: [RegExp, string | null][] = [
  [/^page\./, null],
  [/^day$|Day$/, '2026-11-20'],
  [/^at$|At$/, '2026-11-20T10:00:00Z'],
  [/^currency$|Currency$/, 'EUR'],
  [/timeZone/i, 'Europe/Amsterdam'],
  [/^key$|Key$/, 'a1b2c3d4e5'],
  [/name|title|text|status|country|device|kind|email|url|link/i, 'Example'],
]

/** A page of a wire with an example in each of its holes, as a vendor could have sent it. A text without holes stays as it is. */
export function filledHoles(text: string): string {
  return text.replaceAll(HOLE, (_, alone: string | undefined, within: string | undefined) =>
    alone === undefined ? String(exampleFor(within!)) : JSON.stringify(exampleFor(alone))
  )
}

function exampleFor(hole: string): string | number | null {
  const [name, ...ways] = hole.split('|')
  const way = ways.findLast((each) => each.split(':')[0] in WRITTEN)
  if (way) {
    return WRITTEN[way.split(':')[0]]
  }
  const named = NAMED.find(([pattern]) => pattern.test(name))
  return named ? named[1] : 12
}
