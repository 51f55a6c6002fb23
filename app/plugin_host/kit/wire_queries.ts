/** What a request may ask of a wire's rows besides plain parameters: columns, conditions and order. */

/** One group of columns that a report request names, and what each is: a hole over the grouped row. */
export interface WireColumns {
  /**
   * Place in the request: `body.dimensions.*.name`, `query.metrics`; a comma list is split, `count() as visits` is called `visits`.
   * Dimensions and metrics of one place are told apart by their names; `{{columns}}` lists both in the order of the request.
   */
  at: string
  /** The vendor's name → hole text such as `{{day|yyyymmdd}}`. Any other name is `unknownField`. */
  of: Record<string, string>
  /** Used where the request names none. */
  otherwise?: string[]
}

/** How a condition compares: as the filters of `WireRule` do. */
export type WireComparison = 'since' | 'after' | 'until' | 'before' | 'through' | 'is' | 'in'

/**
 * A place that carries several conditions over the rows, all of which must hold. Either a list of objects
 * (`[{ "field": "spend", "operator": "GREATER_THAN", "value": 5 }]`, also as JSON in a parameter), or a text in the
 * vendor's small language, such as `greater-than(updated,2026-01-01)`.
 */
export interface WireConditions {
  /** Place in the request: `query.filter`, `body.filterGroups.*.filters`. */
  at: string
  /** Names of the parts of each object; `value` may list several names, of which the first that is there counts. */
  each?: { field: string; operator: string; value: string | string[] }
  /**
   * Pattern of one condition in a text, with the named groups `field`, `operator` and `value`, or `year`, `month` and
   * `day` for the value; case does not count. Whatever stands between the conditions has to fit `between`.
   */
  text?: string
  /** Pattern of what joins the conditions of a text; spaces, commas, brackets and `AND` unless told. */
  between?: string
  /** The vendor's operators → how they compare; `''` where the text has none. Any other one is `invalidParameter`. */
  operators: Record<string, WireComparison>
  /** The vendor's field → field or hole of the record, or field of the page's row; any other one is `unknownField`. `*`: where a condition names none. */
  of: Record<string, string>
}

/** The order that a request names. */
export interface WireOrder {
  /** Place of the name: `query.sort_by`, `body.sorts.0.propertyName`; a name may carry its direction: `-updated`, `updated desc`. */
  at: string
  /** Place of the direction, where it stands apart: `desc`, `descending` and `true` turn the order around. */
  direction?: string
  /** The vendor's name → field or hole of the record, with a `-` where the vendor's own order is descending. Any other name is `invalidParameter`. */
  of: Record<string, string>
  /** Name used where the request has none. */
  otherwise?: string
}
