import { hash } from 'node:crypto'

/** The same UUID for the same text, for rows whose identity comes from a vendor. */
export function stableUuid(text: string): string {
  const hex = hash('sha256', text, 'hex').slice(0, 32)
  const variant = ((Number.parseInt(hex[16], 16) & 0x3) | 0x8).toString(16)
  return formatUuid(`${hex.slice(0, 12)}8${hex.slice(13, 16)}${variant}${hex.slice(17)}`)
}

/** 32 hexadecimal digits with the four hyphens. */
export function formatUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
