/** The first import of a process that may be started by hand, with whatever Node is at hand. */
const NEEDED = 24

if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  process.stderr.write(
    `\n  Quarterdeck runs on Node ${NEEDED} or newer, and this is Node ${process.versions.node}. ` +
      'Start it with a newer Node, or with npm start, which includes its own.\n\n'
  )
  process.exit(1)
}

export {}
