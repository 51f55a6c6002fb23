/** How far a change of a manifest reaches: what people stored and agreed to, what they can newly have, or neither. */
export type Weight = 'major' | 'minor' | 'patch'

/** The version that the changes ask for, counted from the one that was released. */
export function versionAfter(version: string, weight: Weight | undefined): string {
  const [major, minor, patch] = version.split('.').map(Number)
  switch (weight) {
    case 'major':
      return `${major + 1}.0.0`
    case 'minor':
      return `${major}.${minor + 1}.0`
    case 'patch':
      return `${major}.${minor}.${patch + 1}`
    default:
      return version
  }
}

/** Whether one version is at least the other. */
export function reaches(version: string, wanted: string): boolean {
  const [one, other] = [version, wanted].map((text) => text.split('.').map(Number))
  const place = one.findIndex((each, index) => each !== other[index])
  return place < 0 || one[place] > other[place]
}
