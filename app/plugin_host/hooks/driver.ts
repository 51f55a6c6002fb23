/**
 * Evaluated before the plugin's code, so that nothing of it can stand between. What is not deterministic is taken away; a
 * value that JSON would lose or change in silence is refused.
 */
export const DRIVER = `(() => {
  const { parse, stringify } = JSON
  const text = String, isFinite = Number.isFinite, Wrong = TypeError
  Math.random = () => { throw new Wrong('Math.random is not there: a hook answers the same for the same records') }
  for (const name of ['WeakRef', 'FinalizationRegistry', 'Atomics', 'SharedArrayBuffer']) delete globalThis[name]
  const whole = (key, value) => {
    const kind = typeof value
    if (kind === 'function' || kind === 'symbol' || kind === 'bigint') throw new Wrong('a ' + kind + ' at ' + key)
    if (kind === 'number' && !isFinite(value)) throw new Wrong(text(value) + ' at ' + key)
    return value
  }
  const fault = (kind, detail) => '{"fault":"' + kind + '","detail":' + stringify(detail) + '}'
  const said = (error) => {
    try { return text(error && error.name) + ': ' + text(error && error.message) } catch { return 'something that cannot be read' }
  }
  const isPromise = (value) => value && typeof value.then === 'function'
  const written = (key, value) => {
    if (isPromise(value)) return fault('answer', 'a promise')
    let json
    try { json = stringify(value, whole) } catch (error) { return fault('answer', said(error)) }
    return json === undefined ? fault('answer', 'nothing') : '{"' + key + '":' + stringify(json) + '}'
  }
  let steps
  const told = (result) => {
    if (!result || typeof result.next !== 'function') return written('done', result)
    steps = result
    return next()
  }
  const next = (value) => {
    const step = steps.next(value)
    if (isPromise(step)) return fault('answer', 'a promise')
    return step.done ? written('done', step.value) : written('effect', step.value)
  }
  const guarded = (work) => { try { return work() } catch (error) { return fault('threw', said(error)) } }
  return {
    start: (hooks, name, input) =>
      typeof hooks[name] === 'function' ? guarded(() => told(hooks[name](parse(input)))) : fault('name', ''),
    resume: (answer) => guarded(() => next(parse(answer))),
  }
})()`
