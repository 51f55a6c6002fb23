import type { ReportDocument, Section } from '#reports/types'

const VARIABLE = /\{\{\s*([a-z_]+)\s*\}\}/g
const TEXTS = ['title', 'subtitle', 'body'] as const

/** `{{ organization }}` and its kin in the texts of a report; what nobody knows stays as it is, for the send gate to find. */
export function fillVariables<Document extends Pick<ReportDocument, 'sections'>>(
  document: Document,
  values: Record<string, string>
): Document {
  const fill = (text: string) =>
    text.replaceAll(VARIABLE, (whole, name: string) =>
      Object.hasOwn(values, name) ? values[name] : whole
    )
  return { ...document, sections: document.sections.map((section) => filled(section, fill)) }
}

function filled(section: Section, fill: (text: string) => string): Section {
  const fields = section as unknown as Record<string, unknown>
  const texts = TEXTS.flatMap((name) => {
    const text = fields[name]
    return typeof text === 'string' ? [[name, fill(text)]] : []
  })
  return { ...section, ...Object.fromEntries(texts) }
}
