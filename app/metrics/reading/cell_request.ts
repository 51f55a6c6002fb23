import type { DimensionDefinition } from '../catalogue/dimensions.js'
import type { Question, StreamPart } from '../planning/plan.js'
import type { DayRange, Grain } from '../types.js'
import type { RateTable } from './exchange_rates.js'

/** What the cells of an answer are made by: buckets of time and breakdowns. */
export interface Shape {
  grain: Grain
  breakdowns: DimensionDefinition[]
}

export interface CellRequest {
  organizationId: string
  question: Question
  range: DayRange
  shape: Shape
  part: StreamPart
  rates: RateTable | null
  /** What filters leave, where that is few and was looked up before. */
  narrowed: Narrowed
}

/** Ids that the rows are limited to, and the filters that are not settled by these. */
export interface Narrowed {
  entityIds: string[] | null
  breakdownIds: string[] | null
  filters: Question['filters']
}
