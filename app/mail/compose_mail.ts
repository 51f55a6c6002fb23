import { originOf, OWN_NAME, type MailBrand } from './mail_brand.js'

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
  /** Which organization it is about, where no transaction of it is open: its brand is the mail's. */
  organizationId?: string
  /** Why this came, and what to do if it was not asked for. */
  closing: string
  attachments?: MailAttachment[]
  /** See `Mail`. */
  key?: string
}

/** Writes a mail as text and as HTML, under our name or a brand's. Everything a person typed is escaped. */
export function composeMail(content: MailContent, brand: MailBrand | null = null): Mail {
  const said = brand ? underName(content, brand.name) : content
  const written = { ...said, brand }
  return {
    to: said.to,
    subject: said.subject.replaceAll(/[\r\n]+/g, ' '),
    text: textOf(written),
    html: htmlOf(written),
    attachments: content.attachments ?? [],
    key: content.key ?? null,
  }
}

/** Our sentences name us; under a brand they name it. */
function underName(content: MailContent, name: string): MailContent {
  const say = (text: string) => text.replaceAll(OWN_NAME, name)
  const { action } = content
  return {
    ...content,
    subject: say(content.subject),
    paragraphs: content.paragraphs.map(say),
    action: action && { ...action, label: say(action.label) },
    closing: say(content.closing),
  }
}

type Written = MailContent & { brand: MailBrand | null }

const addressOf = (path: string, brand: MailBrand | null) => new URL(path, originOf(brand)).href

function textOf({ paragraphs, action, closing, brand }: Written) {
  const link = action ? [`${action.label}:\n${addressOf(action.path, brand)}`] : []
  return [...paragraphs, ...link, `--\n${closing}`].join('\n\n') + '\n'
}

function htmlOf({ subject, paragraphs, action, closing, brand }: Written) {
  const body = paragraphs.map((text) => `<p style="margin:0 0 16px">${escape(text)}</p>`).join('')
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${escape(subject)}</title></head>
<body style="margin:0;padding:32px 16px;background:#f3f6f8;font:16px/1.5 system-ui,sans-serif;color:#1c2b33">
<div style="max-width:520px;margin:0 auto;padding:32px;background:#fff;border-radius:12px">
<p style="margin:0 0 24px;font-weight:600;color:#12577a">${escape(brand?.name ?? OWN_NAME)}</p>
${body}${action ? button(action, brand) : ''}
<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #e3e9ed;font-size:13px;color:#5a6b75">${escape(closing)}</p>
</div></body></html>
`
}

function button({ label, path }: { label: string; path: string }, brand: MailBrand | null) {
  const address = escape(addressOf(path, brand))
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
