import type { MetricQuery } from '#metrics/types'
import type { View } from './question_address.js'

export interface ReadyQuestion {
  title: string
  group: 'Advertising' | 'Sales' | 'Web' | 'E-mail and social'
  question: Omit<MetricQuery, 'currency'>
  view: View
}
