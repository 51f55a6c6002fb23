import vine from '@vinejs/vine'
import { newId, Refusal } from '#foundation'
import { visibleName } from '#identity'
import { readWidget } from '#dashboards'
import { readSettings } from '#reports/documents/read_settings'
import { WIDTHS, type ReportDocument, type Section, type SectionKind } from '#reports/types'

/** Two hundred pages of six widgets are read by nobody. */
export const MOST_SECTIONS = 120
const LONGEST_TEXT = 10_000
const ID = /^[\w-]{1,40}$/

const KINDS = ['cover', 'contents', 'heading', 'text', 'summary', 'widget', 'page_break'] as const
const line = () => vine.string().trim().maxLength(200)

const sectionValidator = vine.create({
  id: vine.string().regex(ID).optional(),
  kind: vine.enum(KINDS satisfies readonly SectionKind[]),
  title: line().optional(),
  subtitle: line().optional(),
  body: vine.string().maxLength(LONGEST_TEXT).optional(),
  width: vine.enum(WIDTHS).optional(),
})

const shapeValidator = vine.create({
  name: visibleName().maxLength(120),
  sections: vine.array(vine.any()).minLength(1).maxLength(MOST_SECTIONS),
})

export interface NamedDocument {
  name: string
  document: ReportDocument
}

/** A report as somebody sent it. What its kind knows nothing of is not kept. */
export async function readDocument(given: unknown): Promise<NamedDocument> {
  const { name, sections } = await shapeValidator.validate(given)
  const settings = await readSettings(given)
  const read: Section[] = []
  for (const [place, section] of sections.entries()) {
    read.push(await readSection(section, place))
  }
  return { name, document: { ...settings, sections: read } }
}

async function readSection(given: unknown, place: number): Promise<Section> {
  const fields = await sectionValidator.validate(given)
  const id = fields.id ?? newId()
  return fields.kind === 'widget'
    ? { id, kind: 'widget', width: fields.width ?? 12, ...(await readDrawn(given, place)) }
    : plainSection(id, fields)
}

type Fields = Awaited<ReturnType<typeof sectionValidator.validate>>

/** Of what asks nothing. */
function plainSection(id: string, { kind, ...given }: Fields): Section {
  const fields = { title: '', subtitle: '', body: '', ...given }
  const { title, subtitle, body } = fields
  const sections = {
    cover: { id, kind: 'cover', title, subtitle },
    heading: { id, kind: 'heading', title },
    text: { id, kind: 'text', body },
    contents: { id, kind: 'contents' },
    summary: { id, kind: 'summary' },
    page_break: { id, kind: 'page_break' },
  } as const
  return sections[kind as keyof typeof sections]
}

/** Names the section that is not right: a report has many. */
async function readDrawn(given: unknown, place: number) {
  try {
    return await readWidget(given)
  } catch (error) {
    if (!isRefused(error)) {
      throw error
    }
    const [first] = error.messages ?? []
    throw Refusal.ofField(
      `sections.${place}`,
      `Section ${place + 1} cannot be drawn: ${first?.message ?? error.message}`
    )
  }
}

type Refused = Error & { messages?: { message: string }[] }

const isRefused = (error: unknown): error is Refused =>
  error instanceof Refusal || (error as { code?: string }).code === 'E_VALIDATION_ERROR'
