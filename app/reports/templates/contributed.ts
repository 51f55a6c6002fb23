import type { TenantTransaction } from '#foundation'
import { contributions } from '#plugin_host'
import { readDocument } from '#reports/documents/read_document'
import type { ReportTemplate, TemplateSection } from './template.js'

type Definition = Record<string, unknown>

const UNNAMED = { name: 'Template', range: 'last_month', comparison: 'previous_period' }

/** A definition has the form of a report that is saved; period and comparison may be left out. */
const readDefinition = (definition: Definition) => readDocument({ ...UNNAMED, ...definition })

/** What is wrong with a definition, for who writes the plugin. */
export async function problemsOfTemplate(definition: Definition): Promise<string[]> {
  try {
    await readDefinition(definition)
    return []
  } catch (error) {
    const { message, messages } = error as Error & { messages?: { message: string }[] }
    return messages?.map((each) => each.message) ?? [message]
  }
}

/** The templates that the enabled plugins of an organization offer. One that this version cannot read is not offered. */
export async function contributedTemplates(tenant: TenantTransaction): Promise<ReportTemplate[]> {
  const offered = await contributions.of(tenant, 'reports')
  const templates: ReportTemplate[] = []
  for (const { id, title, summary, definition } of offered) {
    const problems = await problemsOfTemplate(definition)
    if (problems.length === 0) {
      const { document } = await readDefinition(definition)
      const { range, comparison, sections } = document
      templates.push({
        ...{ id, name: title, description: summary, settings: { range, comparison } },
        sections: sections as TemplateSection[],
      })
    }
  }
  return templates
}
