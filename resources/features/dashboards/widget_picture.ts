/** Pixels of the file for one of the screen. */
const SCALE = 2

/** Saves a widget as it stands on the screen, in its theme, as a PNG. The library that draws it arrives with the first picture. */
export async function saveWidgetPicture(panel: HTMLElement, name: string) {
  const { domToBlob } = await import('modern-screenshot')
  const picture = await domToBlob(panel, {
    scale: SCALE,
    backgroundColor: getComputedStyle(document.body).backgroundColor,
    filter: (node) => !(node instanceof HTMLElement && node.dataset.outsidePicture !== undefined),
  })
  const address = URL.createObjectURL(picture)
  const link = document.createElement('a')
  link.href = address
  link.download = `${name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').toLowerCase()}.png`
  link.click()
  URL.revokeObjectURL(address)
}
