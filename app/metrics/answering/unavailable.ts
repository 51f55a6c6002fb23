import type { MetricDefinition } from '../catalogue/define.js'
import type { UnavailableReason, UnavailableValue } from '../types.js'

export function unavailable(reason: UnavailableReason, message: string): UnavailableValue {
  return { status: 'unavailable', reason, message }
}

export function uniqueMessage({ label, unit }: MetricDefinition) {
  if (unit === 'percent') {
    return (
      `${label} is a percentage, so several rows of it cannot be added: 3 % and 4 % are not 7 %. ` +
      'Ask for it by day and broken down as the source reports it, or divide the numbers it is made of.'
    )
  }
  if (unit !== 'count') {
    return (
      `${label} is a value of each row, such as a percentile, so several rows of it cannot be added or averaged. ` +
      'Ask for it by day and broken down as the source reports it.'
    )
  }
  return (
    `${label} counts each person once, so several rows of it cannot be added: some people would count twice. ` +
    'Ask for it by day and broken down as the source reports it.'
  )
}

export function mixedMessage({ label }: MetricDefinition, currencies: Set<string | null>) {
  const names = [...currencies].map((currency) => currency ?? 'an unknown currency').sort()
  return (
    `${label} is in ${names.join(', ')}, and amounts of different currencies cannot be added. ` +
    'Ask for one currency, or break down by currency.'
  )
}
