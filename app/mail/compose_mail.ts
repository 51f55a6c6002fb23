import { appUrl } from '#config/app'

/** One mail to one person. Both forms say the same. */
export interface Mail {
  to: string
  subject: string
  text: string
  html: string
  attachments: MailAttachment[]
  /** A UUID by which mail servers and the mailbox know a mail that is sent once more; null for a mail that is sent once. */
  key: string | null
}

export interface MailAttachment {
  name: string
  mediaType: string
  bytes: Buffer
}

export interface MailContent {
  to: string
  subject: string
  paragraphs: string[]
  /** One thing to do. `path` is below this installation's address. */
  action?: { label: string; path: string }
  /** Why this came, and what to do if it was not asked for. */
  closing: string
  attachments?: MailAttachment[]
  /** See `Mail`. */
  key?: string
}

/** Writes a mail as text and as HTML. Everything a person typed is escaped. */
export function composeMail(content: MailContent): Mail {
  return {
    to: content.to,
    subject: content.subject.replaceAll(/[\r\n]+/g, ' '),
    text: textOf(content),
    html: htmlOf(content),
    attachments: content.attachments ?? [],
    key: content.key ?? null,
  }
}

const addressOf = (path: string) => new URL(path, appUrl).href

function textOf({ paragraphs, action, closing }: MailContent) {
  const link = action ? [`${action.label}:\n${addressOf(action.path)}`] : []
  return [...paragraphs, ...link, `--\n${closing}`].join('\n\n') + '\n'
}

function htmlOf({ subject, paragraphs, action, closing }: MailContent) {
  const body = paragraphs.map((text) => `<p style="margin:0 0 16px">${escape(text)}</p>`).join('')
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(subject)}</title></head>
<body style="margin:0;padding:32px 16px;background:#f3f6f8;font:16px/1.5 system-ui,sans-serif;color:#1c2b33">
<div style="max-width:520px;margin:0 auto;padding:32px;background:#fff;border-radius:12px">
<p style="margin:0 0 24px;font-weight:600;color:#12577a">Quarterdeck</p>
${body}${action ? button(action) : ''}
<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #e3e9ed;font-size:13px;color:#5a6b75">${escape(closing)}</p>
</div></body></html>
`
}

function button({ label, path }: { label: string; path: string }) {
  const address = escape(addressOf(path))
  return `<p style="margin:24px 0"><a href="${address}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#12577a;color:#fff;text-decoration:none;font-weight:600">${escape(label)}</a></p>
<p style="margin:0;font-size:13px;color:#5a6b75;word-break:break-all">${address}</p>`
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string) {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character])
}
