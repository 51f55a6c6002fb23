/** What the server says of described sources, as it arrives in the browser. */
import type { DesignStream } from '#custom_sources/design'

export type { AnswerList, LookedAtAnswer } from '#custom_sources/answer'
export type { Preview } from '#custom_sources/preview'
export type { Target } from '#custom_sources/queries/targets'
export type {
  Amount,
  DayFormat,
  DesignAuth,
  DesignField,
  DesignStream,
  DesignWindow,
  FieldUse,
  Pair,
  SourceDesign,
} from '#custom_sources/design'
export type Page = DesignStream['page']
