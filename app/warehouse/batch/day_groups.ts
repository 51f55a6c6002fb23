/** Rows of one statement, in whole days: keeps each far below the worker's statement timeout. */
const ROWS_AT_ONCE = 100_000

export interface DayOfRows {
  day: string
  count: number
}

/** The days in groups of limited size. */
export function dayGroups(days: DayOfRows[]): string[][] {
  const groups: string[][] = []
  let room = 0
  for (const { day, count } of days) {
    if (room < count) {
      groups.push([])
      room = ROWS_AT_ONCE
    }
    groups.at(-1)!.push(day)
    room -= count
  }
  return groups
}
