import type { DateTime } from 'luxon'
import { endOfPeriod } from '#shared/periods'
import type { Asking } from '#dashboards'
import { askSeries, lastWholeDay, type Asked, type AskedRule } from '../asking/ask_series.js'
import { daysToJudge } from '../asking/days_to_judge.js'
import type { Breach } from '../types.js'
import { judge } from './judge.js'
import { firstNeeded } from './lookback.js'

export interface SubjectBreach extends Breach {
  subject: string
  label: string
}

export interface Found {
  breaches: SubjectBreach[]
  asked: Asked | null
  /** Last day that is judged now; null where none could be. */
  judgedUntil: string | null
  /** Why nothing could be judged, as a sentence; null where it could. */
  notJudged: string | null
}

/** What a rule finds in the days that became complete since it last looked. */
export async function findBreaches(
  asking: Asking,
  rule: AskedRule & { judgedUntil: string | null }
): Promise<Found> {
  const { every } = rule.watch
  const yesterday = lastWholeDay(asking.now as DateTime, asking.organization.timeZone)
  const possible = daysToJudge(rule.judgedUntil, yesterday, every)
  if (possible.length === 0) {
    return { breaches: [], asked: null, judgedUntil: rule.judgedUntil, notJudged: null }
  }
  const earliest = rule.judgedUntil === null ? daysBack(yesterday, every) : possible[0]
  const answered = await askSeries(asking, rule, {
    from: firstNeeded(earliest, rule),
    to: yesterday,
  })
  if (answered.state === 'unanswered') {
    return { breaches: [], asked: null, judgedUntil: rule.judgedUntil, notJudged: answered.reason }
  }
  return judged(rule, answered.asked, yesterday)
}

/** A new rule judges the latest complete day, which can lie back as far as sources are late. */
function daysBack(yesterday: string, every: AskedRule['watch']['every']): string {
  return daysToJudge('2000-01-01', yesterday, every)[0] ?? yesterday
}

function judged(
  rule: AskedRule & { judgedUntil: string | null },
  asked: Asked,
  yesterday: string
): Found {
  const { every } = rule.watch
  const until = rule.kind === 'no_data' ? yesterday : asked.completeUntil
  const days = daysToJudge(rule.judgedUntil, until, every)
  const last = days.at(-1)
  const notJudged =
    until === null
      ? 'It is not known up to which day the data is complete, so no day can be judged.'
      : null
  return {
    breaches: asked.subjects.flatMap((subject) =>
      days.flatMap((day) => {
        const found = judge(day, rule, subject.series)
        return typeof found === 'string'
          ? []
          : [{ ...found, subject: subject.key, label: subject.label }]
      })
    ),
    asked,
    judgedUntil: last ? endOfPeriod(last, every) : rule.judgedUntil,
    notJudged,
  }
}
