/** Whether this is PostgreSQL's refusal of a second row: somebody else was first by a moment. */
export function isTaken(fault: unknown, constraint: string): boolean {
  const error = (fault ?? {}) as { code?: string; constraint?: string }
  return error.code === '23505' && error.constraint === constraint
}
