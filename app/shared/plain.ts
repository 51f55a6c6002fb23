/** The same shape as a mapped type: interfaces have no index signature, which page props demand. */
export type Plain<Shape> = Shape extends (infer Member)[]
  ? Plain<Member>[]
  : Shape extends object
    ? { [Key in keyof Shape]: Plain<Shape[Key]> }
    : Shape

/** Hands a value to a page as it is. */
export function plain<Value>(value: Value): Plain<Value> {
  return value as Plain<Value>
}
