/** Days and moments as the reader's own country writes them. Days are whole days and know no time zone. */
const DAY: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeZone: 'UTC' }
const MOMENT: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' }
const MONTH_OF_A_YEAR: Intl.DateTimeFormatOptions = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
}
/** Days in a sentence; a day within a file's name is a part of the name. */
const ISO_DAY = /(?<![\w./-])\d{4}-\d{2}-\d{2}(?![\w/-]|\.\w)/g
const ISO_SPAN = /\b(?:from )?(\d{4}-\d{2}-\d{2}) (?:to|until|–|-) (\d{4}-\d{2}-\d{2})\b/g

/** `2026-03-01` as "1 Mar 2026". */
export function dayText(day: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, DAY).format(instantOf(day))
}

/** Two days as "1–31 Mar 2026"; one day once. */
export function daysText({ from, to }: { from: string; to: string }, locale?: string): string {
  const format = new Intl.DateTimeFormat(locale, MONTH_OF_A_YEAR)
  return from === to
    ? format.format(instantOf(from))
    : format.formatRange(instantOf(from), instantOf(to))
}

/** A moment in the reader's own time zone, to the minute. */
export function momentText(at: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, MOMENT).format(new Date(at))
}

/** The day of a moment, in the reader's own time zone. */
export function momentDayText(at: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(at))
}

/** 30 February is quoted as it was written. */
const isDay = (text: string) => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true

/**
 * A sentence of the server with its days as the reader writes them. The server names days in ISO 8601,
 * because programs read the same sentences.
 */
export function withReadableDays(sentence: string, locale?: string): string {
  return sentence
    .replaceAll(ISO_SPAN, (span, from: string, to: string) =>
      isDay(from) && isDay(to) ? daysText({ from, to }, locale) : span
    )
    .replaceAll(ISO_DAY, (day) => (isDay(day) ? dayText(day, locale) : day))
}

const STEPS = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3600 },
  { unit: 'minute', seconds: 60 },
] as const

/** "3 hours ago", for how fresh a number is. Words, so in the language of the sentence around them. */
export function agoText(at: string, now: Date): string {
  const seconds = (new Date(at).getTime() - now.getTime()) / 1000
  const step = STEPS.find((candidate) => Math.abs(seconds) >= candidate.seconds)
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
  return step ? format.format(Math.round(seconds / step.seconds), step.unit) : 'just now'
}

function instantOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}
