import { inject, onBeforeUnmount, shallowRef, watch } from 'vue'
import { SHARED, type SharedPlace } from './shared_place.js'

const MOMENT = /^\d{4}-\d{2}-\d{2}/
const DAYS_OF_A_WEEK = 7
const MILLISECONDS_PER_DAY = 86_400_000

/** `show` marks a place of this chart because another one is pointed at; null takes the mark away. */
export function useSharedPlace(keys: () => (string | undefined)[], show: Show) {
  const shared = inject(SHARED, null)
  const self = Symbol('chart')
  const marked = shallowRef<number | null>(null)

  function share(place: number | null) {
    const at = place === null ? undefined : keys()[place]
    if (shared && at && MOMENT.test(at)) {
      shared.value = { at, by: self }
    } else if (shared?.value?.by === self) {
      shared.value = null
    }
  }

  function follow(next: SharedPlace | null) {
    const place = next && next.by !== self ? placeOfMoment(keys(), next.at) : null
    if (place !== marked.value) {
      marked.value = place
      // Its own pointer has already drawn what is below it.
      if (next?.by !== self) {
        show(place)
      }
    }
  }

  if (shared) {
    watch(shared, follow)
    onBeforeUnmount(() => share(null))
  }
  return { share, marked }
}

type Show = (place: number | null) => void

/** The place of an axis of days, weeks or months in which a moment lies; null where it lies in none. */
export function placeOfMoment(keys: (string | undefined)[], at: string): number | null {
  const moments = keys.filter((key) => key !== undefined && MOMENT.test(key)) as string[]
  if (moments.length === 0 || moments.length !== keys.length) {
    return null
  }
  const same = moments.findIndex((key) => key.startsWith(at))
  if (same !== -1) {
    return same
  }
  const next = moments.findIndex((key) => key > at)
  if (next !== -1) {
    return next === 0 ? null : next - 1
  }
  return liesInLast(moments, at) ? moments.length - 1 : null
}

/** The last period is as long as the one before it; of months only the same month is sure. */
function liesInLast(moments: string[], at: string): boolean {
  const last = moments.at(-1)!
  const before = moments.at(-2)
  const length = before ? daysBetween(before, last) : 1
  return length > DAYS_OF_A_WEEK
    ? last.slice(0, 7) === at.slice(0, 7)
    : daysBetween(last, at) < length
}

function daysBetween(from: string, to: string): number {
  const [start, end] = [from, to].map((at) => Date.parse(`${at.slice(0, 10)}T00:00:00Z`))
  return (end - start) / MILLISECONDS_PER_DAY
}
