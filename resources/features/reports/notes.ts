import type { ComposedReport } from './report.js'

/** What has to be known beside the numbers, each once: widgets name them by their number. */
export function notesOf({
  answers,
  document,
}: Pick<ComposedReport, 'answers' | 'document'>): string[] {
  const sentences = document.sections.flatMap(({ id }) => missingIn(answers[id]))
  return [...new Set(sentences)]
}

/** The numbers of the notes of one widget, from 1. */
export function noteNumbers(
  notes: string[],
  answer: ComposedReport['answers'][string] | undefined
) {
  return [...new Set(missingIn(answer))].map((sentence) => notes.indexOf(sentence) + 1)
}

function missingIn(answer: ComposedReport['answers'][string] | undefined): string[] {
  if (answer?.state !== 'ready' && answer?.state !== 'partial') {
    return []
  }
  const changes = Object.values(answer.value.comparison?.changes ?? {})
  const compared = changes.flatMap(({ message }) => message ?? [])
  return [...(answer.state === 'partial' ? answer.missing : []), ...compared]
}
