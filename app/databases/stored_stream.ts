import type { databaseSource } from '#reading'
import type { ChosenField } from '#mapping'

type Source = Awaited<ReturnType<typeof databaseSource>>

/** What is read, as readers know it. */
export type DatabaseStream = Parameters<Source['streams']>[0][number]
export type Relation = DatabaseStream['from']
export type Column = DatabaseStream['columns'][number]

/** What a person chose, as the form knows it. */
export interface StreamChoice {
  title: string
  from: Relation
  fields: ChosenField[]
}

export interface StoredStream {
  stream: DatabaseStream
  choice: StreamChoice
}
