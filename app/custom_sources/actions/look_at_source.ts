import { ConnectSource } from '#connections'
import { VendorFailure } from '#reading'
import { fieldsIn, type SampleField } from '#mapping'
import { DateTime } from 'luxon'
import type { LookedAtAnswer, AnswerList } from '../answer.js'
import type { DesignStream, SourceDesign } from '../design.js'
import { at } from '../inference/clues.js'
import { inferPaging } from '../inference/infer_paging.js'
import { listsIn, type FoundList } from '../inference/lists_in.js'
import { proposeFields } from '../inference/propose_fields.js'
import { CONNECTOR, manifestToTry } from '../manifest/manifest_of.js'
import { notesOn } from './notes_on.js'
import { problemIn } from './problem_in.js'

/** A page to choose fields from is small; what a sync may read is larger. */
const MOST_BYTES = 10_000_000
const MOST_TEXT = 4_000
const MOST_RECORDS = 100
const MOST_PATHS = 100
const MOST_SAMPLE_BYTES = 400_000
/** The days that are asked for where the call asks for days. */
const DAYS = 30

export interface Look {
  organization: { id: string; timeZone: string }
  design: SourceDesign
  stream: DesignStream
  mode: 'live' | 'sandbox'
  credentials?: Record<string, string>
  /** The source whose stored secrets are asked with. */
  connectionId?: string
  correlationId: string
  now: Date
}

/** Calls the described address once, and says what came and what could be made of it. Never inside a transaction. */
export async function lookAtSource(look: Look): Promise<LookedAtAnswer> {
  const { design, stream, organization, now } = look
  const { host } = design
  const place = { pluginId: 'own/draft', timeZone: organization.timeZone }
  const to = DateTime.fromJSDate(now).toISODate()!
  const from = DateTime.fromJSDate(now).minus({ days: DAYS }).toISODate()!
  try {
    const answer = await new ConnectSource().look({
      ...look,
      manifest: manifestToTry(design, stream, place),
      connector: CONNECTOR,
      stream: stream.name,
      window: { from, to },
      maxBytes: MOST_BYTES,
    })
    return read(answer, look)
  } catch (error) {
    if (!(error instanceof VendorFailure)) {
      throw error
    }
    return {
      host,
      status: null,
      bytes: 0,
      text: '',
      problem: sentenceOf(error, host),
      notes: [],
      lists: [],
    }
  }
}

type Answer = Awaited<ReturnType<ConnectSource['look']>>

function read(answer: Answer, { design, stream }: Look): LookedAtAnswer {
  const { host } = design
  const problem = problemIn(answer, host)
  const found = problem ? [] : listsIn(answer.body)
  const whole = wholeOf(answer.body)
  const lists = [...found, ...(found.length === 0 && !problem && whole ? [whole] : [])]
  return {
    host,
    status: answer.status,
    bytes: answer.bytes.length,
    text: answer.text.slice(0, MOST_TEXT),
    problem,
    notes: problem ? [] : notesOn(answer.body, lists),
    lists: lists.map((list) => described(list, answer, stream)),
  }
}

/** An answer without any list is one record. */
const wholeOf = (body: unknown): FoundList | undefined =>
  typeof body === 'object' && body !== null && !Array.isArray(body)
    ? { path: '$', records: [body as FoundList['records'][number]], length: 1 }
    : undefined

function described(list: FoundList, answer: Answer, { query, graphql }: DesignStream): AnswerList {
  const records = fitting(list.records)
  const parameters = query.map(({ name }) => name)
  const page = graphql
    ? inferPaging(answer.body, { parameters: ['after'], size: list.length })
    : inferPaging(answer.body, {
        parameters,
        headers: answer.headers,
        size: Math.max(1, list.length),
      })
  const fields = fieldsOf(records)
  return {
    path: list.path,
    length: list.length,
    records,
    fields,
    always: pathsInAll(list.records, fields),
    proposed: proposeFields(records),
    page: graphql && page.by === 'cursor' ? { ...page, parameter: 'variables.after' } : page,
  }
}

/** The fields of all records that are looked at: one may leave out what the next one has. */
function fieldsOf(records: unknown[]) {
  const all = records.flatMap((record) => fieldsIn(record))
  return [...new Map(all.map((each) => [each.path, each] as const).reverse()).values()].reverse()
}

/** A field that one record leaves out is optional. */
const pathsInAll = (records: FoundList['records'], fields: SampleField[]) =>
  fields
    .map(({ path }) => path)
    .filter((path) => records.every((record) => at(record, path) !== undefined))
    .slice(0, MOST_PATHS)

/** As many of the first records as a page can carry. */
function fitting(records: FoundList['records']): FoundList['records'] {
  let kept = records.slice(0, MOST_RECORDS)
  while (kept.length > 1 && JSON.stringify(kept).length > MOST_SAMPLE_BYTES) {
    kept = kept.slice(0, Math.ceil(kept.length / 2))
  }
  return kept
}

/** What a person who is testing can do; the sentences of syncs speak of repetitions. */
function sentenceOf({ code, message }: VendorFailure, host: string): string {
  return BY_CODE[code]?.(host) ?? message
}

const BY_CODE: Record<string, (host: string) => string> = {
  E_VENDOR_UNREACHABLE: (host) =>
    `${host} could not be reached. Check the spelling of the address, or try again later.`,
  E_VENDOR_TIMEOUT: (host) =>
    `${host} did not answer in time. Ask for fewer records, or try again later.`,
  E_VENDOR_TOO_LARGE: (host) =>
    `${host} sent more than ${MOST_BYTES / 1_000_000} MB in one answer, which is too large to choose from. Ask for fewer records, by a parameter for the size of a page or for days.`,
  E_UNSAFE_ADDRESS: (host) =>
    `${host} could not be found, or leads into a private network, which is never called. Check the spelling of the address.`,
}
