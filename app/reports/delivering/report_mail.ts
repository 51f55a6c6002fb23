import { quotedName, type MailAttachment } from '#mail'
import type { ComposedReport } from '#reports/composing/compose_report'
import { fileNameOf } from '#reports/files/file_name'
import type { Finding, Format } from '#reports/types'

/** Mail servers refuse more; the report can be opened behind the button. */
const MOST_ATTACHED_BYTES = 15_000_000

export interface Delivery {
  id: string
  kind: 'report' | 'notice'
  recipient: string
  attempts: number
  report: { id: string; name: string }
  contents: ComposedReport
  findings: Finding[]
  message: string
  /** Why nothing was made; null where it was. */
  fault: string | null
  organization: { slug: string; name: string }
  files: { format: Format; mediaType: string; bytes: Buffer }[]
}

/** The report with its files, as its readers get it. */
export function reportMail(delivery: Delivery) {
  const { report, contents, findings, message, organization } = delivery
  const attachments = attachmentsOf(delivery)
  const days = `${contents.range.from} to ${contents.range.to}`
  return {
    subject: `${findings.length > 0 ? 'To be checked: ' : ''}${report.name}, ${days}`,
    paragraphs: [
      ...(message === '' ? [] : [message]),
      ...findings.map((finding) => `Please note: ${finding.message}`),
      attachments.length > 0
        ? `${report.name} is attached: ${attachments.map(({ name }) => name).join(', ')}.`
        : 'The files of this report are too large for a mail. Open it in Quarterdeck.',
    ],
    closing: `You get this report because your address is on a distribution list of ${quotedName(organization.name)}. Ask them to take it off the list.`,
    attachments,
  }
}

/** Tells who decides that a report was not sent. */
export function noticeMail({ report, findings, fault }: Delivery) {
  return {
    subject: `${fault ? 'Not made' : 'Held'}: ${report.name}`,
    paragraphs: fault
      ? [`${report.name} was due and was not sent.`, fault]
      : [
          `${report.name} was due and is held, because something looks wrong with it.`,
          ...findings.map(({ message }) => message),
          'Open it to send it anyway or to discard it.',
        ],
    closing: 'You get this mail because you planned this report, or manage this organization.',
  }
}

/** As many as a mail takes, smallest first. */
function attachmentsOf({ report, contents, files }: Delivery): MailAttachment[] {
  let room = MOST_ATTACHED_BYTES
  const bySize = files.toSorted((one, other) => one.bytes.length - other.bytes.length)
  return bySize.flatMap(({ format, mediaType, bytes }) => {
    room -= bytes.length
    const name = fileNameOf(report.name, contents.range.to, format)
    return room >= 0 ? [{ name, mediaType, bytes }] : []
  })
}
