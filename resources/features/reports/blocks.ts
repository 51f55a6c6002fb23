import type { MetricResult } from '#metrics/types'
import type { Drawn } from '../../../app/shared/drawn_state.js'
import type { ReportDocument, Section, WidgetSection } from '#reports/types'

/** What stays together on a page. */
export type Block = {
  id: string
  sections: Section[]
  /** Begins a page. */
  startsPage: boolean
  /** Has its page for itself. */
  fillsPage: boolean
  /** Stays on one page with what follows. */
  leads: boolean
  /** Of a long table: which of its rows. */
  rows?: { from: number; to: number; of: number }
}

const COLUMNS = 12
/** Rows of a table that fit on one page below its title. */
const ROWS_ON_A_PAGE = 20

type Answers = Record<string, Drawn<MetricResult>>

/** The sections of a report in blocks: widgets beside each other share one, a long table takes several. */
export function blocksOf({ sections }: ReportDocument, answers: Answers): Block[] {
  const blocks: Block[] = []
  let breaks = false
  let room = 0
  for (const section of sections) {
    const width = widthOf(section)
    if (section.kind === 'page_break') {
      breaks = true
      room = 0
    } else if (width <= room) {
      blocks.at(-1)!.sections.push(section)
      room -= width
    } else {
      const begins = begun(section, breaks, answers)
      blocks.push(...begins)
      room = section.kind === 'widget' ? COLUMNS - width : 0
      breaks = begins[0].fillsPage
    }
  }
  return blocks
}

const widthOf = (section: Section) => (section.kind === 'widget' ? section.width : COLUMNS)

function begun(section: Section, startsPage: boolean, answers: Answers): Block[] {
  const { kind, id } = section
  const fillsPage = kind === 'cover' || kind === 'contents'
  const block = { id, sections: [section], startsPage, fillsPage, leads: kind === 'heading' }
  return kind === 'widget' && section.width === COLUMNS
    ? tableBlocks(block, tableRows(section, answers[id]))
    : [block]
}

function tableBlocks(block: Block, of: number): Block[] {
  const count = Math.ceil(of / ROWS_ON_A_PAGE)
  if (count <= 1) {
    return [block]
  }
  return Array.from({ length: count }, (_, place) => ({
    ...block,
    id: `${block.id}-${place}`,
    startsPage: place === 0 && block.startsPage,
    rows: { from: place * ROWS_ON_A_PAGE, to: (place + 1) * ROWS_ON_A_PAGE, of },
  }))
}

/** How many rows a table draws; 0 for what is no table. */
function tableRows({ view }: WidgetSection, answer?: Drawn<MetricResult>): number {
  if (view !== 'table' || (answer?.state !== 'ready' && answer?.state !== 'partial')) {
    return 0
  }
  const { series, grain } = answer.value
  return grain === 'total'
    ? series.length
    : series.reduce((sum, { points }) => sum + points.length, 0)
}

/** Stands behind all sections, for what has to be known beside the numbers. */
export const NOTES: Block = {
  id: 'notes',
  sections: [],
  startsPage: false,
  fillsPage: false,
  leads: false,
}
