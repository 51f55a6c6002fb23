import type { ApiConnector } from '#kit'

/**
 * The settings that decide which records come or what they mean: everything that accounts, calls and streams name. With
 * other values, numbers read before and after do not belong together.
 */
export function steeringSettings({ settings, http, accounts, streams }: ApiConnector): string[] {
  const declared = JSON.stringify({ http, accounts, streams })
  const names = Object.keys(settings?.properties ?? {})
  // `settings["name"]`, or settings handed on as a whole: which of them counts cannot be told apart.
  const isWhole = /\bsettings(?!\.\w)/.test(declared)
  return names.filter((name) => isWhole || new RegExp(`\\bsettings\\.${name}\\b`).test(declared))
}
