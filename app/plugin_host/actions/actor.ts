/** Who asks: a person, or null for the system itself. */
export interface Actor {
  id: string | null
  ip?: string | null
}
