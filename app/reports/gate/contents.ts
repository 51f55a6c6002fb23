import { answeredSections } from '#reports/files/answered_sections'
import type { Finding, Section } from '#reports/types'
import { wrongSentences } from '#reports/words/check_summary'
import type { Looked } from './looked.js'

const VARIABLE = /\{\{\s*([^{}]*)\}\}/

/** Sections that would be empty or unfinished on paper. */
export function faultsOfContents({ report }: Looked): Finding[] {
  const { document, answers } = report
  const widgets = document.sections.flatMap((section): Finding[] => {
    const answer = section.kind === 'widget' ? answers[section.id] : undefined
    if (section.kind !== 'widget' || !answer) {
      return []
    }
    if (answer.state === 'failed') {
      const message = `“${section.title}” cannot be answered: ${answer.message}`
      return [{ rule: 'failed_widget', message }]
    }
    return answer.state === 'empty'
      ? [{ rule: 'empty_widget', message: `“${section.title}” is empty: ${answer.message}` }]
      : []
  })
  const wrong = wrongSentences(report, report.summary).map((sentence) => ({
    rule: 'wrong_number',
    message: `The summary says “${sentence}”, which the numbers do not. Make the report again.`,
  }))
  return [...widgets, ...openVariables(document.sections), ...withoutNumbers({ report }), ...wrong]
}

/** `{{ client }}` of a template that nobody filled in. */
function openVariables(sections: Section[]): Finding[] {
  const texts = sections.flatMap((section) =>
    ['title', 'subtitle', 'body'].flatMap((field) => {
      const text = (section as unknown as Record<string, unknown>)[field]
      return typeof text === 'string' ? [text] : []
    })
  )
  const names = new Set(texts.flatMap((text) => VARIABLE.exec(text)?.[1].trim() ?? []))
  return [...names].map((name) => ({
    rule: 'open_variable',
    message: `“{{${name}}}” stands in the text and was never filled in. Replace it.`,
  }))
}

function withoutNumbers({ report }: Pick<Looked, 'report'>): Finding[] {
  const asks = report.document.sections.some(({ kind }) => kind === 'widget')
  return asks && answeredSections(report).length === 0
    ? [{ rule: 'no_numbers', message: 'No section of this report has a number in this period.' }]
    : []
}
