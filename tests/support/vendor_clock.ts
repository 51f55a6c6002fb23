export { JumpingClock } from '#sandbox/conformance/jumping_clock'
